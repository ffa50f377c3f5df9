/* ui: what the shared partials of templates/ take. Plain values, made by the pages; nothing here knows the store. */
#ifndef TAKAR_WEB_UI_H
#define TAKAR_WEB_UI_H
#include "base/err.h"
#include "out.h"

/* The main menu: one line per place. Order as on the screen. */
#define NAV_ITEMS(X)                    \
  X(HOME, "/", "Beranda")               \
  X(CYCLES, "/siklus", "Siklus")        \
  X(DATA, "/data", "Data Kinerja")      \
  X(SOP, "/sop", "SOP")                 \
  X(CALENDAR, "/kalender", "Kalender")  \
  X(INSPECT, "/periksa", "Periksa")      \
  X(SEATS, "/penugasan", "Plt./Plh.")    \
  X(ADMIN, "/administrasi", "Administrasi")
enum nav {
  NAV_NONE,
#define X(name, path, label) NAV_##name,
  NAV_ITEMS(X)
#undef X
};
typedef struct nav_item { enum nav nav; str path, label; } nav_item;
extern const nav_item nav_items[];
extern const size_t n_nav_items;

/* layout.html: the frame around every page. */
typedef struct page_view {
  str title;           /* of the window */
  enum nav nav;        /* where in the menu */
  str office;          /* "Kecamatan Babakancikao"; absent on the page of signing in */
  str user, position;  /* absent when nobody is signed in */
  str acting;          /* "Plt." or "Plh.": stands in for somebody; absent otherwise */
  bool admin, inspector, seats; /* Administrasi, Periksa, Plt./Plh. are shown */
  bool person;         /* somebody who may sign: Sertifikat is shown */
  str csrf;            /* rq->csrf */
  str saved;           /* a message of success, shown once above the page; absent for none */
} page_view;

bool nav_shown(const page_view *v, enum nav nav);

typedef struct crumb { str text, path; } crumb;

/* badge.html: the state of anything, one word with a colour and a mark that does not depend on colour. */
enum look { LOOK_PLAIN, LOOK_ACTIVE, LOOK_DONE, LOOK_SOON, LOOK_LATE, LOOK_RETURNED };
str look_class(enum look l); /* "is-plain" ... "is-returned" */

/* task.html: something that waits for this person. */
typedef struct task_view {
  str title, where, path;  /* "Mengoreksi Draft 1" · "Pengukuran Triwulan I 2026" · "/siklus/7/langkah/6" */
  str due;                 /* "paling lambat Sen 5 Jan 2026 14.00"; absent: no time is set */
  str left;                /* "sisa 2 jam kerja", "lewat 1 hari kerja" */
  enum look look;          /* LOOK_PLAIN, LOOK_SOON, LOOK_LATE, LOOK_RETURNED */
  str action;              /* the button: "Kerjakan"; absent: "Buka" */
  bool others;             /* it waits for somebody else: the button is a quiet one */
} task_view;

/* timeline.html: the steps of a cycle. */
typedef struct step_view {
  int64_t no;
  str name, actor, note, path; /* note: when it was done or is due; path absent: no link */
  enum look look;              /* PLAIN: not yet; ACTIVE, SOON, LATE: now; DONE; RETURNED */
  str state;                   /* in words: "selesai", "berjalan" */
} step_view;

/* pages.html: "path" ends where the number goes: "/siklus?hal=" */
typedef struct pages_view { str path; int64_t page, n_pages; } pages_view;
#endif
