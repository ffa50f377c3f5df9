/* embed: files into C. Usage: embed OUT.c NAME=FILE[,FILE...] ...   or: embed --plain HEADER TYPE TABLE OUT.c NAME=FILE ...
 *
 * With --plain: the table TABLE of a struct TYPE that HEADER declares, names and bytes alone, and their number n_TABLE.
 *
 * Writes the table `assets` of src/web/assets.h: for each name the bytes of its files one after the other, their gzip form (the same bytes on
 * every machine), and an address that holds the beginning of their SHA-256.
 */
#include <openssl/sha.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { HASH_DIGITS = 10, ROW = 60 };

typedef struct bytes {
  unsigned char *p;
  size_t n;
} bytes;

static const struct { const char *ending, *type; } types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

__attribute__((noreturn)) static void die(const char *what, const char *name) {
  fprintf(stderr, "embed: %s: %s\n", name, what);
  exit(1);
}

static void add_file(bytes *to, const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) die("cannot be read", path);
  for (size_t got = 1; got;) {
    to->p = realloc(to->p, to->n + 65536);
    if (!to->p) die("no memory", path);
    got = fread(to->p + to->n, 1, 65536, f);
    to->n += got;
  }
  if (ferror(f) || fclose(f) != 0) die("cannot be read", path);
}

static bytes read_list(char *paths) {
  bytes all = {0};
  for (char *path; (path = strsep(&paths, ","));) {
    add_file(&all, path);
    if (paths) all.p[all.n++] = '\n'; /* add_file leaves room */
  }
  return all;
}

static bytes compress_(bytes in) {
  z_stream z = {.next_in = in.p, .avail_in = (unsigned)in.n};
  if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) die("zlib", "gzip");
  size_t cap = deflateBound(&z, in.n);
  bytes zipped = {malloc(cap), 0};
  z.next_out = zipped.p;
  z.avail_out = (unsigned)cap;
  if (!zipped.p || deflate(&z, Z_FINISH) != Z_STREAM_END) die("zlib", "gzip");
  zipped.n = cap - z.avail_out;
  deflateEnd(&z);
  return zipped;
}

static void write_array(FILE *out, const char *kind, int i, bytes b) {
  fprintf(out, "static const char %s_%d[] =", kind, i);
  for (size_t k = 0; k < b.n; k++) fprintf(out, "%s\\%03o%s", k % ROW ? "" : "\n  \"", b.p[k], k % ROW == ROW - 1 || k + 1 == b.n ? "\"" : "");
  fputs(b.n ? ";\n" : " \"\";\n", out);
}

static const char *type_of(const char *name) {
  const char *dot = strrchr(name, '.');
  for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++)
    if (strcmp(dot, types[i].ending) == 0) return types[i].type;
  die("the ending is not in the table", name);
}

static void hash_of(bytes b, char digits[static HASH_DIGITS + 1]) {
  unsigned char md[SHA256_DIGEST_LENGTH];
  SHA256(b.p, b.n, md);
  for (size_t i = 0; i < HASH_DIGITS / 2; i++) snprintf(digits + 2 * i, 3, "%02x", md[i]);
}

/* One asset: its arrays to `out`, its row to `table`. */
static void embed(FILE *out, FILE *table, int i, char *name) {
  char hash[HASH_DIGITS + 1], *equals = strchr(name, '=');
  if (!equals) die("NAME=FILE expected", name);
  *equals = 0;
  bytes whole = read_list(equals + 1), zipped = compress_(whole);
  if (zipped.n >= whole.n) zipped.n = 0;
  const char *type = type_of(name), *dot = strrchr(name, '.');
  hash_of(whole, hash);
  write_array(out, "bytes", i, whole);
  write_array(out, "gzip", i, zipped);
  fprintf(table, "  {SC(\"%s\"), SC(\"/aset/%.*s.%s%s\"), SC(\"%s\"), SC(\"\\\"%s\\\"\"), {bytes_%d, %zu}, {gzip_%d, %zu}},\n", name,
          (int)(dot - name), name, hash, dot, type, hash, i, whole.n, i, zipped.n);
  free(whole.p);
  free(zipped.p);
}

static void embed_plain(FILE *out, FILE *table, int i, char *name) {
  char *equals = strchr(name, '=');
  if (!equals) die("NAME=FILE expected", name);
  *equals = 0;
  bytes whole = read_list(equals + 1);
  write_array(out, "bytes", i, whole);
  fprintf(table, "  {SC(\"%s\"), {bytes_%d, %zu}},\n", name, i, whole.n);
  free(whole.p);
}

int main(int argc, char **argv) {
  const char *header = "web/assets.h", *type = "asset", *name = "assets";
  bool plain = argc > 4 && strcmp(argv[1], "--plain") == 0;
  if (plain) header = argv[2], type = argv[3], name = argv[4], argc -= 4, argv += 4;
  if (argc < 3) return fputs("usage: embed [--plain HEADER TYPE TABLE] OUT.c NAME=FILE[,FILE...] ...\n", stderr), 2;
  FILE *out = fopen(argv[1], "wb");
  char *rows;
  size_t n;
  FILE *table = open_memstream(&rows, &n);
  if (!out || !table) die("cannot be written", argv[1]);
  fprintf(out, "#include \"%s\"\n", header);
  for (int i = 2; i < argc; i++) (plain ? embed_plain : embed)(out, table, i, argv[i]);
  fclose(table);
  fprintf(out, "const %s %s[] = {\n%s};\nconst size_t n_%s = %d;\n", type, name, rows, name, argc - 2);
  free(rows);
  return fclose(out) == 0 ? 0 : 1;
}
