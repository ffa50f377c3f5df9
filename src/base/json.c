#include "json.h"

static void before_value(json *j) {
  if (j->comma) buf_char(&j->out, ',');
  j->comma = true;
}

void json_open(json *j, char bracket) {
  before_value(j);
  buf_char(&j->out, bracket);
  j->comma = false;
}

void json_close(json *j, char bracket) {
  buf_char(&j->out, bracket);
  j->comma = true;
}

static void quoted(json *j, str s) {
  buf_char(&j->out, '"');
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c == '"' || c == '\\') {
      buf_char(&j->out, '\\');
      buf_char(&j->out, (char)c);
    } else if (c < 0x20 || c == 0x7f) {
      buf_fmt(&j->out, "\\u%04x", c);
    } else {
      buf_char(&j->out, (char)c);
    }
  }
  buf_char(&j->out, '"');
}

void json_key(json *j, str key) {
  before_value(j);
  quoted(j, key);
  buf_char(&j->out, ':');
  j->comma = false;
}

void json_text(json *j, str value) {
  before_value(j);
  if (value.p) quoted(j, value);
  else buf_add(&j->out, S("null"));
}

void json_int(json *j, int64_t value) {
  before_value(j);
  buf_i64(&j->out, value);
}

void json_bool(json *j, bool value) {
  before_value(j);
  buf_add(&j->out, value ? S("true") : S("false"));
}

void json_kt(json *j, str key, str value) {
  json_key(j, key);
  json_text(j, value);
}

void json_ki(json *j, str key, int64_t value) {
  json_key(j, key);
  json_int(j, value);
}

str json_str(const json *j) { return buf_str(&j->out); }
