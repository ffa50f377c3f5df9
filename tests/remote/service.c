#include "service.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sign/pdf_sign.h"

enum { MOST = 32 << 20, FIELDS = 16 };
#define SIGNED_AT ((instant){1775372400}) /* 2026-04-05 07:00 UTC */

struct service {
  struct MHD_Daemon *mhd;
  const pki *pki;
  atomic_size_t asked;
  pthread_mutex_t lock;
  char *kept; /* the last PDF that waits to be fetched */
  size_t kept_n;
};

/* One request: its form (signing) or its bytes (time-stamping). */
typedef struct asked {
  arena *a;
  struct MHD_PostProcessor *form;
  struct { char name[32]; buf value; } fields[FIELDS];
  size_t n;
  buf body;
} asked;

static str value(const asked *q, const char *name) {
  for (size_t i = 0; i < q->n; i++)
    if (strcmp(q->fields[i].name, name) == 0) return buf_str(&q->fields[i].value);
  return STR_NONE;
}

static enum MHD_Result take_field(void *what, enum MHD_ValueKind kind, const char *name, const char *file, const char *type, const char *encoding,
                                  const char *data, uint64_t offset, size_t n) {
  asked *q = what;
  (void)kind, (void)file, (void)type, (void)encoding, (void)offset;
  size_t i = 0;
  while (i < q->n && strcmp(q->fields[i].name, name) != 0) i++;
  if (i == FIELDS) return MHD_NO;
  if (i == q->n) {
    snprintf(q->fields[i].name, sizeof q->fields[i].name, "%s", name);
    q->fields[i].value = BUF(q->a);
    q->n++;
  }
  buf_add(&q->fields[i].value, (str){data, n});
  return MHD_YES;
}

/* ---- answers ---- */

typedef struct reply { unsigned status; const char *type; str body, id; bool cut; } reply;

static reply refusal(arena *a, unsigned status, const char *text, int number) {
  return (reply){status, "application/json", str_fmt(a, "{\"error\":\"%s\",\"status_code\":%d}", text, number), STR_NONE, false};
}

static str signed_by(service *s, asked *q, str pdf, enum pki_who who) {
  bool visible = str_eq(value(q, "tampilan"), S("visible"));
  doc_stamp mark = {.width = strtod(str_z(q->a, value(q, "width")), NULL), .height = strtod(str_z(q->a, value(q, "height")), NULL),
                    .position = S("CAMAT CONTOH"), .name = S("Contoh Camat"), .nip = S("-"), .qr = value(q, "linkQR")};
  pdf_field f = {.name = S("Contoh Camat"), .reason = value(q, "reason"), .at = SIGNED_AT, .mark = visible ? &mark : NULL};
  char *pass = str_z(q->a, S(PKI_PASSWORD));
  signer *key;
  str out;
  if (visible) {
    f.page = atoi(str_z(q->a, value(q, "page")));
    f.x = strtod(str_z(q->a, value(q, "xAxis")), NULL);
    f.y = strtod(str_z(q->a, value(q, "yAxis")), NULL);
  }
  ENSURE(!signer_open(q->a, pki_p12(s->pki, who), pass, &key));
  return pdf_sign_with(q->a, pdf, &f, key, NULL, NULL, &out) ? STR_NONE : out;
}

static reply pdf(str bytes) { return (reply){200, "application/pdf", bytes, S("7f3a-dok-01"), false}; }

static reply change_at(asked *q, str bytes, const char *after, size_t further) {
  char *p = str_z(q->a, bytes);
  ptrdiff_t at = str_find(bytes, str_of(after));
  ENSURE(at >= 0);
  p[(size_t)at + further] = p[(size_t)at + further] == '1' ? '2' : '1';
  return pdf((str){p, bytes.n});
}

static reply sign_good(service *s, asked *q) { return pdf(signed_by(s, q, value(q, "file"), PKI_CAMAT)); }
static reply sign_down(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){500, "text/html", S("<html><body>Internal Server Error</body></html>"), STR_NONE, false};
}
static reply sign_gateway(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){502, "text/html", S("Bad Gateway"), STR_NONE, false};
}
static reply sign_garbage(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){200, "application/pdf", S("\x01\x02 bukan PDF"), STR_NONE, false};
}
static reply sign_empty(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){200, "application/pdf", S(""), STR_NONE, false};
}
static reply sign_cut(service *s, asked *q) {
  reply r = sign_good(s, q);
  r.cut = true;
  return r;
}
static reply sign_half(service *s, asked *q) {
  reply r = sign_good(s, q);
  r.body.n -= 2000;
  return r;
}
static reply sign_slow(service *s, asked *q) {
  sleep(2);
  return sign_good(s, q);
}
static reply sign_unsigned(service *s, asked *q) {
  (void)s;
  return pdf(value(q, "file"));
}
/* Another document with a sound signature. */
static reply sign_other(service *s, asked *q) {
  str other = change_at(q, value(q, "file"), "/Producer", 12).body;
  return pdf(signed_by(s, q, other, PKI_CAMAT));
}
/* The right document, and a byte changed in it afterwards. */
static reply sign_altered(service *s, asked *q) { return change_at(q, sign_good(s, q).body, "/Producer", 12); }
/* A signature whose digits were changed. */
static reply sign_forged(service *s, asked *q) { return change_at(q, sign_good(s, q).body, "/Contents <", 700); }
/* Signed twice over. */
static reply sign_twice(service *s, asked *q) { return pdf(signed_by(s, q, sign_good(s, q).body, PKI_SEKRETARIS)); }
/* With the certificate of somebody else. */
static reply sign_stranger(service *s, asked *q) { return pdf(signed_by(s, q, value(q, "file"), PKI_SEKRETARIS)); }
static reply sign_long(service *s, asked *q) {
  str whole = sign_good(s, q).body;
  buf b = BUF(q->a);
  buf_add(&b, whole);
  for (int i = 0; i < 5 << 10; i++) buf_fmt(&b, "%1024d", i);
  return pdf(buf_str(&b));
}
/* Tells only the number of the file, which is to be fetched. */
static reply sign_lost(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){200, "application/json", S("{\"message\":\"berhasil\",\"id_dokumen\":\"simpan-1\"}"), STR_NONE, false};
}
static reply sign_kept(service *s, asked *q) {
  str bytes = sign_good(s, q).body;
  pthread_mutex_lock(&s->lock);
  free(s->kept);
  s->kept = malloc(bytes.n);
  ENSURE(s->kept);
  memcpy(s->kept, bytes.p, bytes.n);
  s->kept_n = bytes.n;
  pthread_mutex_unlock(&s->lock);
  return sign_lost(s, q);
}
static reply fetched(service *s, asked *q) {
  pthread_mutex_lock(&s->lock);
  str bytes = str_copy(q->a, (str){s->kept, s->kept_n});
  pthread_mutex_unlock(&s->lock);
  return bytes.p ? pdf(bytes) : refusal(q->a, 404, "Dokumen tidak ditemukan", 404);
}

/* ---- a time-stamping authority ---- */

static reply token(str der) { return (reply){200, "application/timestamp-reply", der, STR_NONE, false}; }

static str stamped(service *s, asked *q, str request) {
  str der;
  ENSURE(!pki_stamp((void *)(uintptr_t)s->pki, q->a, request, &der));
  return der;
}

static reply stamp_good(service *s, asked *q) { return token(stamped(s, q, buf_str(&q->body))); }
static reply stamp_cut(service *s, asked *q) {
  reply r = stamp_good(s, q);
  r.cut = true;
  return r;
}
static reply stamp_slow(service *s, asked *q) {
  sleep(2);
  return stamp_good(s, q);
}
/* Of something else: the imprint stands before the nonce. */
static reply stamp_other(service *s, asked *q) {
  char *p = str_z(q->a, buf_str(&q->body));
  p[40] = (char)(p[40] ^ 1);
  return token(stamped(s, q, (str){p, q->body.n}));
}
static reply stamp_forged(service *s, asked *q) {
  str der = stamped(s, q, buf_str(&q->body));
  char *p = str_z(q->a, der);
  p[der.n - 3] = (char)(p[der.n - 3] ^ 1);
  return token((str){p, der.n});
}
/* "rejection", badRequest (RFC 3161, 2.4.2) */
static reply stamp_refused(service *s, asked *q) {
  (void)s, (void)q;
  return token(S("\x30\x09\x30\x07\x02\x01\x02\x03\x02\x05\x20"));
}
static reply stamp_page(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){200, "text/html", S("<html>Masuk dahulu</html>"), STR_NONE, false};
}

/* ---- an issuer that is asked what it has revoked ---- */

#define LONG_VALID "20400101000000Z"

static reply ocsp_answer(service *s, asked *q, pki_answer how) {
  return (reply){200, "application/ocsp-response", str_copy(q->a, pki_ocsp(s->pki, buf_str(&q->body), how)), STR_NONE, false};
}
static reply ocsp_good(service *s, asked *q) { return ocsp_answer(s, q, (pki_answer){.until = LONG_VALID}); }
static reply ocsp_direct(service *s, asked *q) { return ocsp_answer(s, q, (pki_answer){.until = LONG_VALID, .direct = true}); }
static reply ocsp_revoked(service *s, asked *q) { return ocsp_answer(s, q, (pki_answer){.until = LONG_VALID, .since = "20260301000000Z"}); }
static reply ocsp_stale(service *s, asked *q) { return ocsp_answer(s, q, (pki_answer){.until = "20260405065930Z"}); }
static reply ocsp_foreign(service *s, asked *q) { return ocsp_answer(s, q, (pki_answer){.until = LONG_VALID, .foreign = true}); }
static reply ocsp_cut(service *s, asked *q) {
  reply r = ocsp_good(s, q);
  r.cut = true;
  return r;
}
static reply ocsp_slow(service *s, asked *q) {
  sleep(8);
  return ocsp_good(s, q);
}
static reply ocsp_forged(service *s, asked *q) {
  reply r = ocsp_good(s, q);
  ((char *)(uintptr_t)r.body.p)[120] ^= 1;
  return r;
}
static reply elsewhere(service *s, asked *q) {
  (void)q;
  return (reply){302, "text/plain", S(""), str_fmt(q->a, "http://127.0.0.1:%d/baik/ocsp", service_port(s)), false};
}
static reply to_a_file(service *s, asked *q) {
  (void)s, (void)q;
  return (reply){302, "text/plain", S(""), S("file:///etc/hostname"), false};
}
static reply list(service *s, asked *q, enum pki_who revoked) {
  return (reply){200, "application/pkix-crl", str_copy(q->a, pki_crl(s->pki, revoked, "20260301000000Z")), STR_NONE, false};
}
static reply list_good(service *s, asked *q) { return list(s, q, PKI_COUNT); }
static reply list_revoked(service *s, asked *q) { return list(s, q, PKI_CAMAT); }
static reply list_forged(service *s, asked *q) {
  reply r = list_good(s, q);
  ((char *)(uintptr_t)r.body.p)[r.body.n - 3] ^= 1;
  return r;
}
static reply list_long(service *s, asked *q) {
  (void)s;
  char *bytes = arena_alloc(q->a, 3 << 20);
  memset(bytes, '0', 3 << 20);
  return (reply){200, "application/pkix-crl", (str){bytes, 3 << 20}, STR_NONE, false};
}

/* how, OCSP, list */
static const struct { const char *name; reply (*ocsp)(service *s, asked *q), (*list)(service *s, asked *q); } issuers[] = {
    {"baik", ocsp_good, list_good},         {"langsung", ocsp_direct, list_good},   {"daftar", sign_down, list_good},
    {"cabut", ocsp_revoked, list_revoked},  {"daftarcabut", sign_down, list_revoked}, {"gagal", sign_down, sign_down},
    {"sampah", sign_garbage, sign_garbage}, {"kosong", sign_empty, sign_empty},     {"basi", ocsp_stale, sign_down},
    {"asing", ocsp_foreign, sign_down},     {"palsu", ocsp_forged, list_forged},    {"putus", ocsp_cut, sign_down},
    {"lambat", ocsp_slow, sign_down},       {"panjang", sign_down, list_long},      {"alih", elsewhere, to_a_file},
};

/* how, signing, time-stamping */
static const struct { const char *name; reply (*sign)(service *s, asked *q), (*stamp)(service *s, asked *q); } manners[] = {
    {"baik", sign_good, stamp_good},       {"gagal", sign_down, sign_down},       {"gerbang", sign_gateway, sign_gateway},
    {"sampah", sign_garbage, sign_garbage}, {"kosong", sign_empty, sign_empty},    {"putus", sign_cut, stamp_cut},
    {"lambat", sign_slow, stamp_slow},     {"palsu", sign_forged, stamp_forged},  {"lain", sign_other, stamp_other},
    {"polos", sign_unsigned, NULL},        {"ubah", sign_altered, NULL},          {"ganda", sign_twice, NULL},
    {"panjang", sign_long, NULL},          {"simpan", sign_kept, NULL},          {"hilang", sign_lost, NULL},           {"separuh", sign_half, NULL},
    {"orang", sign_stranger, NULL},
    {"tolak", NULL, stamp_refused},        {"laman", NULL, stamp_page},
};

/* ---- what the real one looks at first ---- */

static const struct { const char *nik, *text; int number; } people[] = {
    {SERVICE_NIK_EXPIRED, "Proses signing gagal : Sertifikat telah expired", 2021},
    {SERVICE_NIK_REVOKED, "Proses signing gagal : Sertifikat telah dicabut", 2022},
    {SERVICE_NIK_UNISSUED, "Proses signing gagal : User belum memiliki sertifikat", 2023},
};

static bool let_in(struct MHD_Connection *c) {
  char *password = NULL, *user = MHD_basic_auth_get_username_password(c, &password);
  bool ok = user && password && strcmp(user, SERVICE_USER) == 0 && strcmp(password, SERVICE_PASSWORD) == 0;
  MHD_free(user);
  MHD_free(password);
  return ok;
}

static reply sign(service *s, asked *q, reply (*how)(service *, asked *)) {
  for (size_t i = 0; i < LEN(people); i++)
    if (str_eq(value(q, "nik"), str_of(people[i].nik))) return refusal(q->a, 400, people[i].text, people[i].number);
  if (!str_eq(value(q, "nik"), S(SERVICE_NIK))) return refusal(q->a, 404, "User tidak terdaftar", 2011);
  if (!str_eq(value(q, "passphrase"), S(PKI_PASSWORD))) return refusal(q->a, 400, "Proses signing gagal : Passphrase anda salah", 2031);
  if (!str_starts(value(q, "file"), S("%PDF-"))) return refusal(q->a, 400, "Berkas bukan PDF", 2001);
  return how(s, q);
}

static reply route(service *s, struct MHD_Connection *c, asked *q, str path) {
  str how, rest = str_cut(str_from(path, 1), '/', &how);
  for (size_t i = 0; i < LEN(issuers); i++) {
    if (!str_eq(how, str_of(issuers[i].name))) continue;
    if (str_eq(rest, S("ocsp"))) return issuers[i].ocsp(s, q);
    if (str_eq(rest, S("crl"))) return issuers[i].list(s, q);
  }
  for (size_t i = 0; i < LEN(manners); i++) {
    if (!str_eq(how, str_of(manners[i].name))) continue;
    if (str_eq(rest, S("tsa")) && manners[i].stamp) return manners[i].stamp(s, q);
    if (!str_eq(rest, S("api/sign/pdf")) && !str_starts(rest, S("api/sign/download/"))) break;
    if (!let_in(c)) return refusal(q->a, 401, "Unauthorized", 401);
    if (str_eq(rest, S("api/sign/pdf")) && manners[i].sign) return sign(s, q, manners[i].sign);
    if (str_eq(rest, S("api/sign/download/simpan-1"))) return fetched(s, q);
    break;
  }
  return refusal(q->a, 404, "Not Found", 404);
}

/* ---- HTTP ---- */

typedef struct sending { size_t n, told; char bytes[]; } sending;

/* Half of what was announced, then nothing more. */
static ssize_t send_half(void *what, uint64_t at, char *into, size_t room) {
  sending *x = what;
  if (at >= x->n) return MHD_CONTENT_READER_END_WITH_ERROR;
  size_t n = x->n - at < room ? x->n - at : room;
  memcpy(into, x->bytes + at, n);
  return (ssize_t)n;
}

static struct MHD_Response *response_of(const reply *r) {
  if (!r->cut) return MHD_create_response_from_buffer(r->body.n, (void *)(uintptr_t)(r->body.n ? r->body.p : ""), MHD_RESPMEM_MUST_COPY);
  sending *x = malloc(sizeof *x + r->body.n);
  ENSURE(x);
  x->n = r->body.n / 2;
  memcpy(x->bytes, r->body.p, x->n);
  return MHD_create_response_from_callback(r->body.n, 4096, send_half, x, free);
}

static enum MHD_Result answer(struct MHD_Connection *c, const reply *r) {
  struct MHD_Response *out = response_of(r);
  char id[64];
  MHD_add_response_header(out, "Content-Type", r->type);
  if (r->status == 302) MHD_add_response_header(out, "Location", r->id.p);
  snprintf(id, sizeof id, "%.*s", STR_ARG(r->id));
  if (r->id.n) MHD_add_response_header(out, "id_dokumen", id);
  enum MHD_Result queued = MHD_queue_response(c, r->status, out);
  MHD_destroy_response(out);
  return queued;
}

static enum MHD_Result arrived(void *service_, struct MHD_Connection *c, const char *path, const char *method, const char *version, const char *data,
                               size_t *n, void **slot) {
  service *s = service_;
  asked *q = *slot;
  (void)version, (void)method;
  if (!q) {
    arena *a = arena_new((size_t)256 << 20);
    ENSURE(a);
    q = NEW(a, asked);
    *q = (asked){.a = a, .body = BUF(a)};
    q->form = MHD_create_post_processor(c, 65536, take_field, q);
    *slot = q;
    return MHD_YES;
  }
  if (*n) {
    if (q->form) MHD_post_process(q->form, data, *n);
    else buf_add(&q->body, (str){data, *n});
    *n = 0;
    return MHD_YES;
  }
  atomic_fetch_add(&s->asked, 1);
  reply r = route(s, c, q, str_of(path));
  return answer(c, &r);
}

static void ended(void *service_, struct MHD_Connection *c, void **slot, enum MHD_RequestTerminationCode why) {
  asked *q = *slot;
  (void)service_, (void)c, (void)why;
  if (!q) return;
  if (q->form) MHD_destroy_post_processor(q->form);
  arena_free(q->a);
  *slot = NULL;
}

service *service_start(int port, const pki *p) {
  service *s = calloc(1, sizeof *s);
  ENSURE(s);
  s->pki = p;
  pthread_mutex_init(&s->lock, NULL);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  s->mhd = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL, arrived, s, MHD_OPTION_SOCK_ADDR,
                            (struct sockaddr *)&at, MHD_OPTION_NOTIFY_COMPLETED, ended, s, MHD_OPTION_END);
  ENSURE(s->mhd);
  return s;
}

int service_port(const service *s) { return MHD_get_daemon_info(s->mhd, MHD_DAEMON_INFO_BIND_PORT)->port; }
void service_use(service *s, const pki *p) { s->pki = p; }
size_t service_asked(const service *s) { return atomic_load(&s->asked); }

void service_stop(service *s) {
  MHD_stop_daemon(s->mhd);
  pthread_mutex_destroy(&s->lock);
  free(s->kept);
  free(s);
}
