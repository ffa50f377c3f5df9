#include "http.h"

str request_header(const request *rq, str name) {
  for (size_t i = 0; i < rq->headers.n; i++)
    if (str_eq_nocase(rq->headers.v[i].name, name)) return rq->headers.v[i].value;
  return STR_NONE;
}

/* With TLS the browser itself keeps other hosts from setting a cookie of this name (RFC 6265bis, 4.1.3.2). */
static str cookie_name(const request *rq, str name) { return rq->tls ? STR_CAT(rq->a, S("__Host-"), name) : name; }

str request_cookie(const request *rq, str name) { return fields_get(&rq->cookies, cookie_name(rq, name)); }

bool request_htmx(const request *rq) { return str_eq(request_header(rq, S("HX-Request")), S("true")); }

void response_header(response *rs, str name, str value) { fields_add(rs->a, &rs->headers, name, value); }

void response_html(response *rs, int status, html page) {
  rs->status = status;
  rs->body = page.markup;
}

void response_redirect(response *rs, str path) {
  out o = OUT(rs->a);
  rs->status = 303;
  rs->body = S("");
  out_path(&o, path);
  bool of_site = !str_eq(out_html(&o).markup, S("#"));
  response_header(rs, S("Location"), of_site ? path : S("/"));
}

/* RFC 6266: an ASCII name for old readers, the true one percent-encoded. */
static str disposition(arena *a, str filename, bool shown) {
  out o = OUT(a);
  out_lit(&o, "filename=\"");
  for (size_t i = 0; i < filename.n; i++) {
    char c = filename.p[i];
    bool safe = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
    out_raw(&o, safe ? &c : "_", 1);
  }
  out_lit(&o, "\"; filename*=UTF-8''");
  out_url(&o, filename);
  return STR_CAT(a, shown ? S("inline; ") : S("attachment; "), out_html(&o).markup);
}

void response_file(response *rs, str type, str filename, str bytes, bool shown) {
  rs->type = type;
  rs->body = bytes;
  rs->sandboxed = true;
  response_header(rs, S("Content-Disposition"), disposition(rs->a, filename, shown));
}

void response_open_file(response *rs, str type, str filename, int fd, int64_t size) {
  response_file(rs, type, filename, S(""), false);
  rs->fd = fd;
  rs->fd_size = size;
}

void response_cookie(const request *rq, response *rs, str name, str value, int64_t max_age) {
  str full = cookie_name(rq, name), secure = rq->tls ? S("; Secure") : S("");
  str age = max_age ? str_fmt(rs->a, "; Max-Age=%lld", (long long)(max_age < 0 ? 0 : max_age)) : S("");
  response_header(rs, S("Set-Cookie"), STR_CAT(rs->a, full, S("="), value, S("; Path=/; HttpOnly; SameSite=Lax"), age, secure));
}
