#include "esign.h"

#include <jansson.h>

#include "base/num.h"
#include "remote.h"
#include "sign/pdf_accept.h"

enum { USUAL_SECONDS = 60, GROWTH = 4 << 20, REFUSAL_MOST = 64 << 10 };
#define SERVICE S("penandatanganan BSrE")

bool esign_nik_ok(str nik) {
  int64_t v;
  return nik.n == 16 && nik.p[0] != '-' && num_i64(nik, 0, INT64_MAX, &v);
}

static str address(arena *a, const esign *s, const char *path) {
  str base = s->address;
  while (str_ends(base, S("/"))) base.n--;
  return STR_CAT(a, base, str_of(path));
}

static remote_question question(arena *a, const esign *s, const char *path, size_t most) {
  return (remote_question){.service = SERVICE, .url = address(a, s, path), .user = s->user, .password = s->password, .kept = "id_dokumen",
                           .seconds = s->seconds > 0 ? s->seconds : USUAL_SECONDS, .most = most};
}

/* ---- the form ---- */

typedef struct form { remote_part part[16]; size_t n; } form;

static void put(form *f, const char *name, str value) {
  if (value.p) f->part[f->n++] = (remote_part){.name = name, .value = value};
}

static str whole(arena *a, double points) { return str_fmt(a, "%.0f", points); }

/* The mark, at a place that our page keeps free for it: our picture, or what the service draws around the link. */
static void put_mark(form *f, arena *a, const esign_job *job) {
  put(f, "tampilan", job->link.n ? S("visible") : S("invisible"));
  if (!job->link.n) return;
  put(f, "image", job->picture.n ? S("true") : S("false"));
  if (job->picture.n) f->part[f->n++] = (remote_part){"imageTTD", job->picture, "tanda.png", "image/png"};
  put(f, "linkQR", job->link);
  put(f, "page", str_fmt(a, "%d", job->page > 0 ? job->page : 1));
  put(f, "xAxis", whole(a, job->x));
  put(f, "yAxis", whole(a, job->y));
  put(f, "width", whole(a, job->width));
  put(f, "height", whole(a, job->height));
}

static err send(arena *a, const esign *s, const esign_job *job, remote_answer *answer) {
  form f = {0};
  f.part[f.n++] = (remote_part){"file", job->pdf, "dokumen.pdf", "application/pdf"};
  put(&f, "nik", job->nik);
  put(&f, "passphrase", str_of(job->passphrase));
  put_mark(&f, a, job);
  put(&f, "reason", job->reason);
  put(&f, "location", job->location);
  remote_question q = question(a, s, "/api/sign/pdf", job->pdf.n + GROWTH);
  q.parts = f.part;
  q.n_parts = f.n;
  return remote_ask(a, &q, answer);
}

/* ---- the answer ---- */

/* Some installations answer with {"id_dokumen": "..."} and keep the file to be fetched. */
static str id_in(arena *a, str body) {
  json_t *j = body.n && body.n < REFUSAL_MOST ? json_loadb(body.p, body.n, 0, NULL) : NULL;
  const json_t *id = json_object_get(j, "id_dokumen");
  str found = json_is_string(id) ? str_copy(a, (str){json_string_value(id), json_string_length(id)}) : STR_NONE;
  json_decref(j);
  return found;
}

static bool id_ok(str id) { return id.n && id.n <= 100 && strspn(id.p, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") >= id.n; }

static err fetch(arena *a, const esign *s, const esign_job *job, remote_answer *answer) {
  str id = answer->kept.n ? answer->kept : id_in(a, answer->body);
  if (!id_ok(id)) return NULL;
  remote_question q = question(a, s, str_z(a, STR_CAT(a, S("/api/sign/download/"), id)), job->pdf.n + GROWTH);
  TRY(remote_ask(a, &q, answer));
  answer->kept = id;
  return NULL;
}

static err take(arena *a, const esign *s, const esign_job *job, remote_answer *answer, esign_result *out) {
  if (answer->status == 200 && !str_starts(answer->body, S("%PDF-"))) TRY(fetch(a, s, job, answer));
  if (answer->status != 200) return esign_refused(a, answer->status, answer->body);
  *out = (esign_result){.pdf = answer->body, .id = answer->kept};
  return pdf_accept(a, job->pdf, answer->body, s->roots, &out->added);
}

static err check(arena *a, const esign_job *job) {
  if (!esign_nik_ok(job->nik)) return ERR_FIELD(a, S("nik"), "NIK terdiri atas 16 angka. Periksa lagi NIK penanda tangan.");
  if (!job->passphrase[0]) return ERR_FIELD(a, S("frasa"), "Ketik frasa sandi (passphrase) sertifikat elektronik Anda.");
  return NULL;
}

err esign_sign(arena *a, const esign *s, const esign_job *job, esign_result *out) {
  remote_answer answer = {0};
  err e = check(a, job);
  if (!e) e = send(a, s, job, &answer);
  explicit_bzero(job->passphrase, strlen(job->passphrase));
  return e ? e : take(a, s, job, &answer, out);
}
