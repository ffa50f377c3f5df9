#include "source.h"

#include <yaml.h>

enum { MAX_DEPTH = 8, MAX_NODES = 8000, MAX_COMPLAINTS = 100 };

void source_complain(complaints *c, str file, int line, const char *fmt, ...) {
  if (c->v.n >= MAX_COMPLAINTS) return;
  va_list ap;
  va_start(ap, fmt);
  struct complaint one = {file, line, str_vfmt(c->a, fmt, ap)};
  va_end(ap);
  LIST_ADD(c->a, &c->v, one);
}

static bool before(const struct complaint *x, const struct complaint *y) {
  int files = str_cmp(x->file, y->file);
  return files ? files < 0 : x->line < y->line;
}

/* Insertion keeps the order of complaints about the same line. */
static void sort(complaints *c) {
  for (size_t i = 1; i < c->v.n; i++)
    for (size_t k = i; k > 0 && before(&c->v.v[k], &c->v.v[k - 1]); k--) {
      struct complaint swap = c->v.v[k];
      c->v.v[k] = c->v.v[k - 1];
      c->v.v[k - 1] = swap;
    }
}

err source_verdict(complaints *c, str filename) {
  if (!c->v.n) return NULL;
  sort(c);
  err e = ERR(c->a, INPUT, "Berkas %.*s belum dapat dipakai: ada %zu hal yang harus diperbaiki.", STR_ARG(filename), c->v.n);
  for (size_t i = 0; i < c->v.n; i++) {
    const struct complaint *one = &c->v.v[i];
    err_at(c->a, e, str_fmt(c->a, "%.*s:%d", STR_ARG(one->file), one->line), one->text);
  }
  return e;
}

/* ---- libyaml's document into nodes ---- */

typedef struct reader {
  complaints *c;
  yaml_document_t doc;
  str file;
  size_t seen;
} reader;

static void release(void *doc) { yaml_document_delete(doc); }

static str scalar(const yaml_node_t *y) {
  str t = str_trim((str){(const char *)y->data.scalar.value, y->data.scalar.length});
  bool plain = y->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  return plain && (str_eq(t, S("~")) || str_eq(t, S("null"))) ? S("") : t;
}

static node *convert(reader *r, int id, int depth);

static bool convert_items(reader *r, node *to, const yaml_node_t *y, int depth) {
  bool list = y->type == YAML_SEQUENCE_NODE;
  to->n = list ? (size_t)(y->data.sequence.items.top - y->data.sequence.items.start)
               : (size_t)(y->data.mapping.pairs.top - y->data.mapping.pairs.start);
  to->items = NEW_N(r->c->a, node *, (list ? to->n : 2 * to->n) + 1);
  for (size_t i = 0; i < to->n; i++) {
    if (list) {
      if (!(to->items[i] = convert(r, y->data.sequence.items.start[i], depth))) return false;
      continue;
    }
    yaml_node_pair_t pair = y->data.mapping.pairs.start[i];
    if (!(to->items[2 * i] = convert(r, pair.key, depth))) return false;
    if (!(to->items[2 * i + 1] = convert(r, pair.value, depth))) return false;
  }
  return true;
}

/* NULL after a complaint. A node met more often than the document has nodes comes from an alias. */
static node *convert(reader *r, int id, int depth) {
  const yaml_node_t *y = yaml_document_get_node(&r->doc, id);
  int line = (int)y->start_mark.line + 1;
  size_t nodes = (size_t)(r->doc.nodes.top - r->doc.nodes.start);
  if (depth > MAX_DEPTH || nodes > MAX_NODES || ++r->seen > nodes) {
    source_complain(r->c, r->file, line, "Isi berkas terlalu bersarang, terlalu banyak, atau memakai alias (*); tulislah secara langsung.");
    return NULL;
  }
  node *to = NEW(r->c->a, node);
  *to = (node){.file = r->file, .line = line};
  to->kind = y->type == YAML_SCALAR_NODE ? NODE_TEXT : y->type == YAML_SEQUENCE_NODE ? NODE_LIST : NODE_MAP;
  if (to->kind == NODE_TEXT) to->text = str_copy(r->c->a, scalar(y));
  else if (!convert_items(r, to, y, depth + 1)) return NULL;
  return to;
}

/* Runs the parser, holding no arena memory of its own: an arena that gives out here would leak it. */
static bool parse(str bytes, yaml_document_t *doc, yaml_document_t *second, const char **problem, size_t *line) {
  yaml_parser_t p;
  *problem = "memori habis";
  if (!yaml_parser_initialize(&p)) return false;
  yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&p, (const unsigned char *)bytes.p, bytes.n);
  bool good = yaml_parser_load(&p, doc) && yaml_parser_load(&p, second);
  *problem = p.problem ? p.problem : "tidak dapat dibaca";
  *line = p.problem_mark.line + 1;
  yaml_parser_delete(&p);
  return good;
}

static bool readable(complaints *c, str bytes, str filename, size_t max) {
  if (bytes.n > max) {
    source_complain(c, filename, 1, "Berkas terlalu besar: %zu byte, paling banyak %zu byte.", bytes.n, max);
    return false;
  }
  int line = 1;
  for (str rest = bytes, head; rest.p; line++) {
    rest = str_cut(rest, '\n', &head);
    if (str_utf8_ok(head)) continue;
    source_complain(c, filename, line, "Ada byte yang bukan UTF-8; simpanlah berkas sebagai UTF-8.");
    return false;
  }
  return true;
}

const node *source_read(complaints *c, str bytes, str filename, size_t max) {
  if (!readable(c, bytes, filename, max)) return NULL;
  reader *r = NEW(c->a, reader);
  yaml_document_t *second = NEW(c->a, yaml_document_t);
  *r = (reader){.c = c, .file = filename};
  arena_defer(c->a, release, &r->doc);
  arena_defer(c->a, release, second);
  const char *problem;
  size_t line = 1;
  if (!parse(bytes, &r->doc, second, &problem, &line)) {
    source_complain(c, filename, (int)line, "Penulisan YAML salah: %s.", problem);
    return NULL;
  }
  if (yaml_document_get_root_node(second)) {
    source_complain(c, filename, (int)second->start_mark.line + 1, "Satu berkas hanya boleh memuat satu dokumen; hapus pemisah \"---\".");
    return NULL;
  }
  const node *root = yaml_document_get_root_node(&r->doc) ? convert(r, 1, 0) : NULL;
  if (!root || root->kind != NODE_MAP) {
    source_complain(c, filename, 1, "Berkas harus berisi daftar \"kunci: nilai\".");
    return NULL;
  }
  return root;
}

static bool known(const char *const *keys, str key) {
  for (; *keys; keys++)
    if (str_eq(str_of(*keys), key)) return true;
  return false;
}

bool source_keys(complaints *c, const node *n, const char *const *keys) {
  if (n->kind != NODE_MAP) {
    COMPLAIN(c, n, "Di sini harus ada \"kunci: nilai\".");
    return false;
  }
  for (size_t i = 0; i < n->n; i++) {
    const node *key = n->items[2 * i];
    if (key->kind != NODE_TEXT || !known(keys, key->text))
      COMPLAIN(c, key, "Kunci \"%.*s\" tidak dikenal; periksa ejaannya.", STR_ARG(key->text));
    else if (source_get(n, key->text) != n->items[2 * i + 1])
      COMPLAIN(c, key, "Kunci \"%.*s\" ditulis dua kali; hapus salah satu.", STR_ARG(key->text));
  }
  return true;
}

const node *source_get(const node *map, str key) {
  if (!map || map->kind != NODE_MAP) return NULL;
  for (size_t i = 0; i < map->n; i++)
    if (map->items[2 * i]->kind == NODE_TEXT && str_eq(map->items[2 * i]->text, key)) return map->items[2 * i + 1];
  return NULL;
}
