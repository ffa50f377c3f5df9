#include "xml.h"

static bool not_xml(str s, size_t i) { /* U+FFFE and U+FFFF */
  return s.n - i >= 3 && (unsigned char)s.p[i] == 0xef && (unsigned char)s.p[i + 1] == 0xbf && (unsigned char)s.p[i + 2] >= 0xbe;
}

static bool plain(str s) {
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x20 || c >= 0x80 || c == '&' || c == '<' || c == '>' || c == '"') return false;
  }
  return true;
}

void xml_escape(buf *b, str text) {
  if (plain(text)) {
    buf_add(b, text);
    return;
  }
  bool utf8 = str_utf8_ok(text);
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    if (c == '&') buf_z(b, "&amp;");
    else if (c == '<') buf_z(b, "&lt;");
    else if (c == '>') buf_z(b, "&gt;");
    else if (c == '"') buf_z(b, "&quot;");
    else if (c < 0x20) buf_char(b, ' ');
    else if (c >= 0x80 && !utf8) buf_char(b, '?');
    else if (not_xml(text, i)) buf_char(b, '?'), i += 2;
    else buf_char(b, (char)c);
  }
}
