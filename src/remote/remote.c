#include "remote.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>

#define CURL_CALLS(X)                                                                                                                  \
  X(global_init) X(easy_init) X(easy_setopt) X(easy_perform) X(easy_cleanup) X(easy_getinfo) X(easy_strerror) X(mime_init) X(mime_addpart) \
  X(mime_name) X(mime_data) X(mime_filename) X(mime_type) X(mime_free) X(slist_append) X(slist_free_all)
/* The checking macros of the header need the functions themselves. */
#undef curl_easy_setopt
#undef curl_easy_getinfo
typedef struct curl_calls {
#define X(name) __typeof__(&curl_##name) name;
  CURL_CALLS(X)
#undef X
} curl_calls;

static struct {
  bool there;
  curl_calls calls;
} lib;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  bool all = handle != NULL;
#define X(name) \
  if (all) *(void **)&lib.calls.name = dlsym(handle, "curl_" #name); \
  all = all && lib.calls.name;
  CURL_CALLS(X)
#undef X
  lib.there = all && lib.calls.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static const curl_calls *curl_lib(void) {
  pthread_once(&once, load);
  return lib.there ? &lib.calls : NULL;
}

/* One question on its way. */
typedef struct asking {
  arena *a;
  const curl_calls *lib;
  const remote_question *q;
  CURL *curl;
  curl_mime *form;
  struct curl_slist *headers;
  buf body;
  char kept[201];
} asking;

static void release(void *what) {
  asking *x = what;
  if (x->curl) x->lib->easy_cleanup(x->curl);
  if (x->form) x->lib->mime_free(x->form);
  if (x->headers) x->lib->slist_free_all(x->headers);
  x->curl = NULL;
  x->form = NULL;
  x->headers = NULL;
}

/* ---- the answer as it comes: a full arena must not jump out of libcurl, so the boundary stands here ---- */

/* Not inlined: nothing of it may live across the setjmp below. */
__attribute__((noinline)) static size_t add(asking *x, const char *p, size_t n) {
  buf_add(&x->body, (str){p, n});
  arena_uncatch(x->a);
  return buf_failed(&x->body) ? 0 : n;
}

static size_t take_body(char *p, size_t size, size_t n, void *what) {
  asking *x = what;
  if (setjmp(*arena_catch(x->a)) != 0) return 0;
  return add(x, p, size * n);
}

static size_t take_header(char *p, size_t size, size_t n, void *what) {
  asking *x = what;
  str name, value = str_cut((str){p, size * n}, ':', &name);
  value = str_sub(str_trim(value), 0, sizeof x->kept - 1);
  if (x->q->kept && value.n && str_eq_nocase(str_trim(name), str_of(x->q->kept))) snprintf(x->kept, sizeof x->kept, "%.*s", STR_ARG(value));
  return size * n;
}

/* ---- the question ---- */

static bool put_form(asking *x) {
  const curl_calls *l = x->lib;
  x->form = l->mime_init(x->curl);
  for (size_t i = 0; x->form && i < x->q->n_parts; i++) {
    const remote_part *p = &x->q->parts[i];
    curl_mimepart *part = l->mime_addpart(x->form);
    if (!part || l->mime_name(part, p->name) || l->mime_data(part, p->value.p ? p->value.p : "", p->value.n)) return false;
    if (p->filename && (l->mime_filename(part, p->filename) || l->mime_type(part, p->type))) return false;
  }
  return x->form && l->easy_setopt(x->curl, CURLOPT_MIMEPOST, x->form) == CURLE_OK;
}

static bool put_body(asking *x) {
  const curl_calls *l = x->lib;
  x->headers = l->slist_append(NULL, str_z(x->a, STR_CAT(x->a, S("Content-Type: "), x->q->body_type)));
  return x->headers && l->easy_setopt(x->curl, CURLOPT_HTTPHEADER, x->headers) == CURLE_OK && l->easy_setopt(x->curl, CURLOPT_POST, 1L) == CURLE_OK &&
         l->easy_setopt(x->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)x->q->body.n) == CURLE_OK &&
         l->easy_setopt(x->curl, CURLOPT_POSTFIELDS, x->q->body.p) == CURLE_OK;
}

static bool put_limits(asking *x) {
  const curl_calls *l = x->lib;
  long seconds = x->q->seconds;
  return l->easy_setopt(x->curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK && l->easy_setopt(x->curl, CURLOPT_TIMEOUT, seconds) == CURLE_OK &&
         l->easy_setopt(x->curl, CURLOPT_CONNECTTIMEOUT, seconds < 10 ? seconds : 10L) == CURLE_OK &&
         l->easy_setopt(x->curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK && l->easy_setopt(x->curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
         l->easy_setopt(x->curl, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK && l->easy_setopt(x->curl, CURLOPT_WRITEDATA, x) == CURLE_OK &&
         l->easy_setopt(x->curl, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK && l->easy_setopt(x->curl, CURLOPT_HEADERDATA, x) == CURLE_OK;
}

/* Copies that libcurl takes of its own are out of reach; ours are wiped. */
static bool put_secret(asking *x) {
  const curl_calls *l = x->lib;
  char *password = str_z(x->a, x->q->password);
  bool ok = l->easy_setopt(x->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC) == CURLE_OK &&
            l->easy_setopt(x->curl, CURLOPT_USERNAME, str_z(x->a, x->q->user)) == CURLE_OK &&
            l->easy_setopt(x->curl, CURLOPT_PASSWORD, password) == CURLE_OK;
  explicit_bzero(password, x->q->password.n);
  return ok;
}

static bool put_question(asking *x) {
  const remote_question *q = x->q;
  bool ok = x->lib->easy_setopt(x->curl, CURLOPT_URL, str_z(x->a, q->url)) == CURLE_OK && put_limits(x);
  if (ok && q->user.n) ok = put_secret(x);
  if (ok && q->n_parts) return put_form(x);
  return ok && (!q->body.p || put_body(x));
}

/* ---- what went wrong ---- */

/* of libcurl, what it means (Indonesian), what to do */
static const struct { CURLcode code; const char *meaning, *todo; } failures[] = {
    {CURLE_COULDNT_RESOLVE_HOST, "nama alamatnya tidak dikenal", "Periksa alamat layanan pada setelan dan sambungan jaringan."},
    {CURLE_COULDNT_RESOLVE_PROXY, "nama proksinya tidak dikenal", "Periksa setelan proksi mesin ini."},
    {CURLE_COULDNT_CONNECT, "tidak dapat dihubungi", "Coba lagi nanti; bila tetap begitu, periksa alamat layanan pada setelan."},
    {CURLE_OPERATION_TIMEDOUT, "tidak menjawab dalam batas waktu", "Coba lagi nanti."},
    {CURLE_WRITE_ERROR, "menjawab terlalu panjang", "Laporkan kepada pengelola layanan."},
    {CURLE_PEER_FAILED_VERIFICATION, "memakai sertifikat HTTPS yang tidak dipercaya mesin ini", "Periksa alamat layanan, atau pasang sertifikat penerbitnya."},
    {CURLE_SSL_CONNECT_ERROR, "tidak dapat dihubungi dengan aman", "Periksa alamat layanan pada setelan."},
    {CURLE_PARTIAL_FILE, "memutus jawabannya di tengah jalan", "Coba lagi nanti."},
    {CURLE_GOT_NOTHING, "menutup sambungan tanpa menjawab", "Coba lagi nanti."},
};

static err failed(asking *x, CURLcode code) {
  const char *meaning = "tidak memberi jawaban yang dapat dibaca", *todo = "Coba lagi nanti.";
  for (size_t i = 0; i < LEN(failures); i++)
    if (failures[i].code == code) meaning = failures[i].meaning, todo = failures[i].todo;
  err e = ERR(x->a, BUSY, "Layanan %.*s %s. %s", STR_ARG(x->q->service), meaning, todo);
  e->cause = str_fmt(x->a, "remote: %s", x->lib->easy_strerror(code));
  return e;
}

static err perform(asking *x, remote_answer *out) {
  CURLcode code = x->lib->easy_perform(x->curl);
  long status = 0;
  char *type = NULL;
  if (code != CURLE_OK) return failed(x, code);
  x->lib->easy_getinfo(x->curl, CURLINFO_RESPONSE_CODE, &status);
  x->lib->easy_getinfo(x->curl, CURLINFO_CONTENT_TYPE, &type);
  *out = (remote_answer){.status = (int)status, .type = str_copy(x->a, str_of(type)), .kept = str_of(x->kept), .body = buf_str(&x->body)};
  return NULL;
}

err remote_ask(arena *a, const remote_question *q, remote_answer *out) {
  const curl_calls *l = curl_lib();
  if (!l) return ERR(a, INTERNAL, "Pustaka jaringan (libcurl4) tidak terpasang di mesin ini. Pasang paket itu, lalu coba lagi.");
  asking *x = NEW(a, asking);
  *x = (asking){.a = a, .lib = l, .q = q, .body = BUF(a)};
  x->body.max = q->most;
  arena_defer(a, release, x);
  x->curl = l->easy_init();
  err e = x->curl && put_question(x) ? perform(x, out) : ERR_CAUSE(a, "remote: libcurl takes no question");
  release(x);
  return e;
}

bool remote_address_ok(str url) {
  str rest = str_starts(url, S("http://")) ? str_from(url, 7) : str_starts(url, S("https://")) ? str_from(url, 8) : STR_NONE, host;
  str_cut(rest, '/', &host);
  for (size_t i = 0; i < rest.n; i++) {
    unsigned char c = (unsigned char)rest.p[i];
    if (c <= ' ' || c >= 0x7f || strchr("@?#\"<>\\", c)) return false;
  }
  return host.n > 0 && host.p[0] != ':';
}
