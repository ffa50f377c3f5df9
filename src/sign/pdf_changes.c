#include "pdf_changes.h"

enum { MOST_OBJECTS = 1 << 20, DEEPEST = 64 };
typedef struct pair { const pdfin *old, *new_; } pair;
typedef struct two { qpdf_oh old, new_; } two;

static str own_text(const pdfin *f, qpdf_oh o) {
  if (f->lib->oh_is_stream(f->q, o)) o = f->lib->oh_get_dict(f->q, o);
  return pdfin_dict_with(f, o, NULL, 0);
}

static bool is_dict(const pdfin *f, qpdf_oh o) { return f->lib->oh_is_dictionary(f->q, o); }
static bool is_null(const pdfin *f, qpdf_oh o) { return f->lib->oh_is_null(f->q, o); }
/* A number, name or string as itself, also when it stands as an object of its own. */
static str plain(const pdfin *f, qpdf_oh o) { return str_copy(f->a, str_of(f->lib->oh_unparse_resolved(f->q, o))); }

/* The same keys with the same values, but for those that may differ. */
static bool same_but(pair p, two d, const char *const *free_keys) {
  pdfin_entry out[8];
  size_t n = 0;
  for (; free_keys[n] && n < LEN(out); n++) out[n] = (pdfin_entry){free_keys[n], STR_NONE};
  return is_dict(p.new_, d.new_) && str_eq(pdfin_dict_with(p.old, d.old, out, n), pdfin_dict_with(p.new_, d.new_, out, n));
}

static two key_of(pair p, two d, const char *key) { return (two){pdfin_key(p.old, d.old, key), pdfin_key(p.new_, d.new_, key)}; }

static bool is_signature_field(const pdfin *f, qpdf_oh o) {
  return is_dict(f, o) && str_eq(pdfin_name(f, pdfin_key(f, o, "/FT")), S("/Sig")) && is_null(f, pdfin_key(f, o, "/Kids"));
}

/* The old items come first and are the same; what follows are signature fields. */
static bool grown(pair p, two list) {
  int n = pdfin_items(p.old, list.old), m = pdfin_items(p.new_, list.new_);
  if (m < n) return false;
  for (int i = 0; i < m; i++) {
    qpdf_oh item = p.new_->lib->oh_get_array_item(p.new_->q, list.new_, i);
    if (i >= n && !is_signature_field(p.new_, item)) return false;
    if (i < n && !str_eq(pdfin_unparse(p.old, p.old->lib->oh_get_array_item(p.old->q, list.old, i)), pdfin_unparse(p.new_, item))) return false;
  }
  return true;
}

static bool form_grown(pair p, two form) {
  static const char *const may[] = {"/Fields", "/SigFlags", NULL};
  if (is_null(p.old, form.old) && is_null(p.new_, form.new_)) return true;
  return same_but(p, form, may) && grown(p, key_of(p, form, "/Fields"));
}

static bool holds_stream(const pdfin *f, qpdf_oh list, str bytes) {
  for (int i = 0; i < pdfin_items(f, list); i++) {
    qpdf_oh o = f->lib->oh_get_array_item(f->q, list, i);
    str other;
    if (f->lib->oh_is_stream(f->q, o) && pdfin_stream(f, o, true, &other) && str_eq(other, bytes)) return true;
  }
  return false;
}

/* The security store may only grow, in any order: who takes an answer out would hide that a certificate was revoked. */
static bool store_grown(pair p, two store) {
  static const char *const lists[] = {"/Certs", "/CRLs", "/OCSPs"};
  enum { MOST = 1000 };
  for (size_t k = 0; k < LEN(lists); k++) {
    two list = key_of(p, store, lists[k]);
    int n = pdfin_items(p.old, list.old);
    for (int i = 0; i < n; i++) {
      str bytes;
      qpdf_oh o = p.old->lib->oh_get_array_item(p.old->q, list.old, i);
      bool readable = n <= MOST && p.old->lib->oh_is_stream(p.old->q, o) && pdfin_stream(p.old, o, true, &bytes);
      if (!readable || !holds_stream(p.new_, list.new_, bytes)) return false;
    }
  }
  return true;
}

static bool catalog_ok(pair p, two d) {
  static const char *const may[] = {"/AcroForm", "/DSS", "/Extensions", NULL};
  return same_but(p, d, may) && form_grown(p, key_of(p, d, "/AcroForm")) && store_grown(p, key_of(p, d, "/DSS"));
}

static bool page_ok(pair p, two d) {
  static const char *const may[] = {"/Annots", NULL};
  return same_but(p, d, may) && grown(p, key_of(p, d, "/Annots"));
}

/* A field kept empty for a signature that came later. */
static bool filled_ok(pair p, two d) {
  static const char *const may[] = {"/V", "/AP", "/M", "/Lock", "/F", NULL};
  return is_signature_field(p.old, d.old) && is_null(p.old, pdfin_key(p.old, d.old, "/V")) && same_but(p, d, may);
}

static bool same_stream(pair p, two d) {
  str x, y;
  if (!p.new_->lib->oh_is_stream(p.new_->q, d.new_) || !str_eq(own_text(p.old, d.old), own_text(p.new_, d.new_))) return false;
  return pdfin_stream(p.old, d.old, false, &x) && pdfin_stream(p.new_, d.new_, false, &y) && str_eq(x, y);
}

static bool is_of_type(const pdfin *f, qpdf_oh o, const char *type) { return str_eq(pdfin_name(f, pdfin_key(f, o, "/Type")), str_of(type)); }

/* A list that stands as an object of its own may only grow. */
static bool list_ok(pair p, two d) {
  return p.new_->lib->oh_is_array(p.new_->q, d.new_) && grown(p, d);
}

typedef struct walk {
  pair p;
  LIST(qpdf_oh) waiting; /* objects of the old revision */
  bool *seen;            /* by number */
  long long n;
} walk;

static bool object_ok(const walk *w, two d, int id) {
  static const char *const none[] = {NULL};
  pair p = w->p;
  qpdf_oh root = p.old->lib->get_root(p.old->q), form = pdfin_key(p.old, root, "/AcroForm");
  if (p.old->lib->oh_is_stream(p.old->q, d.old)) return same_stream(p, d);
  if (p.old->lib->oh_is_array(p.old->q, d.old)) return list_ok(p, d);
  if (!is_dict(p.old, d.old)) return str_eq(plain(p.old, d.old), plain(p.new_, d.new_));
  if (id == p.old->lib->oh_get_object_id(p.old->q, root)) return catalog_ok(p, d);
  if (id == p.old->lib->oh_get_object_id(p.old->q, form)) return form_grown(p, d);
  return same_but(p, d, none) || filled_ok(p, d) || (is_of_type(p.old, d.old, "/Page") && page_ok(p, d));
}

/* Every object that this one refers to. */
static void refer(walk *w, qpdf_oh o, int depth);

static void enter(walk *w, qpdf_oh o, int depth) {
  const pdfin *f = w->p.old;
  for (int i = 0; i < pdfin_items(f, o); i++) refer(w, f->lib->oh_get_array_item(f->q, o, i), depth);
  str_list keys = pdfin_keys(f, o);
  for (size_t i = 0; i < keys.n; i++) refer(w, pdfin_key(f, o, str_z(f->a, keys.v[i])), depth);
}

static void refer(walk *w, qpdf_oh o, int depth) {
  const pdfin *f = w->p.old;
  int id = f->lib->oh_get_object_id(f->q, o);
  if (depth >= DEEPEST) return;
  if (!f->lib->oh_is_indirect(f->q, o)) {
    enter(w, o, depth + 1);
  } else if (id > 0 && id < w->n && !w->seen[id]) {
    w->seen[id] = true;
    LIST_ADD(f->a, &w->waiting, o);
  }
}

static bool walk_all(walk *w, str *what) {
  const pdfin *f = w->p.old, *g = w->p.new_;
  for (size_t i = 0; i < w->waiting.n; i++) {
    qpdf_oh o = w->waiting.v[i];
    int id = f->lib->oh_get_object_id(f->q, o), generation = f->lib->oh_get_generation(f->q, o);
    if (!object_ok(w, (two){o, g->lib->get_object_by_id(g->q, id, generation)}, id)) return *what = str_fmt(f->a, "objek %d diubah", id), false;
    enter(w, o, 0);
  }
  return true;
}

bool pdf_only_signed(const pdfin *old, const pdfin *new_, str *what) {
  walk w = {.p = {old, new_}};
  qpdf_oh size = old->lib->oh_get_key(old->q, old->lib->get_trailer(old->q), "/Size"), root = old->lib->get_root(old->q);
  w.n = old->lib->oh_is_integer(old->q, size) ? old->lib->oh_get_int_value(old->q, size) : 0;
  if (w.n < 1 || w.n > MOST_OBJECTS || old->lib->oh_get_object_id(old->q, root) != new_->lib->oh_get_object_id(new_->q, new_->lib->get_root(new_->q)))
    return *what = S("susunannya diganti"), false;
  if (old->lib->get_num_pages(old->q) != new_->lib->get_num_pages(new_->q)) return *what = S("jumlah halamannya berubah"), false;
  w.seen = NEW_N(old->a, bool, (size_t)w.n);
  refer(&w, root, 0);
  return walk_all(&w, what);
}
