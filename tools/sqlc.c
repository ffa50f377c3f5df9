/* sqlc: turns named SQL statements into typed C functions at build time.
 *
 *   sqlc NAME OUT.h OUT.c FILE.sql...          statements
 *   sqlc --migrations OUT.c FILE.sql...        migrations, embedded in order, and three statements per table that copy it whole
 *
 * A statement is announced by a comment, with its parameters ($1, $2, ... in this order) and its columns:
 *
 *   -- :many inbox_open(person person_id, today date) -> cycle cycle_id, title text, due instant
 *   SELECT ... ;
 *
 * :many gives rows in the order it names, :one exactly one row, :maybe a row or NULL, :exec the number of rows changed. A statement that begins
 * with SELECT or WITH takes a db_ro; anything else takes a db_rw. Types: i64, text, bytes, bool, date, instant, decimal, and every id of
 * store/ids.h. Absent values: text and bytes are STR_NONE, date/instant/decimal their NONE, ids and i64 are 0.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FIELDS = 48, MAX_TEXT = 16384, MAX_STATEMENTS = 512 };

typedef struct field { char name[64], type[32]; } field;
typedef struct statement {
  char kind[8], name[64], text[MAX_TEXT];
  const char *file;
  int line, n_params, n_columns;
  bool write;
  field params[MAX_FIELDS], columns[MAX_FIELDS];
} statement;

static statement *list[MAX_STATEMENTS];
static int n_list;

_Noreturn static void fail(const char *file, int line, const char *what) {
  fprintf(stderr, "%s:%d: sqlc: %s\n", file, line, what);
  exit(1);
}

static const char *skip(const char *p) {
  while (*p == ' ' || *p == '\t' || *p == '\n' || (p[0] == '-' && p[1] == '-')) p++;
  return p;
}

static const char *word(const char *p, char *out, size_t cap) {
  size_t n = 0;
  p = skip(p);
  while ((isalnum((unsigned char)*p) || *p == '_') && n + 1 < cap) out[n++] = *p++;
  out[n] = 0;
  return skip(p);
}

/* Parses "name type, name type" up to `end`; gives back what follows it. */
static const char *parse_fields(const char *p, char end, field *out, int *n, const statement *s) {
  p = skip(p);
  while (*p && *p != end) {
    if (*n == MAX_FIELDS) fail(s->file, s->line, "too many fields");
    field *f = &out[(*n)++];
    p = word(p, f->name, sizeof f->name);
    p = word(p, f->type, sizeof f->type);
    if (!f->name[0] || !f->type[0]) fail(s->file, s->line, "expected: name type");
    if (*p == ',') p = skip(p + 1);
    else if (*p != end) fail(s->file, s->line, "expected ',' between fields");
  }
  return *p ? p + 1 : p;
}

static void parse_head(statement *s, const char *head) {
  const char *p = word(head + 1, s->kind, sizeof s->kind);
  p = word(p, s->name, sizeof s->name);
  if (*p != '(') fail(s->file, s->line, "expected '(' after the name");
  p = skip(parse_fields(p + 1, ')', s->params, &s->n_params, s));
  if (p[0] == '-' && p[1] == '>') p += 2;
  parse_fields(p, 0, s->columns, &s->n_columns, s);
  bool exec = strcmp(s->kind, "exec") == 0;
  if (exec != (s->n_columns == 0)) fail(s->file, s->line, "columns are given for :many, :one and :maybe, not for :exec");
}

static void finish(statement *s, const char *head) {
  if (!s) return;
  parse_head(s, head);
  const char *t = skip(s->text);
  s->write = strncmp(t, "SELECT", 6) != 0 && strncmp(t, "WITH", 4) != 0;
  if (strcmp(s->kind, "many") == 0 && !strstr(t, "ORDER BY")) fail(s->file, s->line, ":many says in which ORDER BY its rows come");
  if (n_list == MAX_STATEMENTS) fail(s->file, s->line, "too many statements");
  list[n_list++] = s;
}

static void append(char *to, const char *text, const statement *s) {
  if (strlen(to) + strlen(text) + 1 >= MAX_TEXT) fail(s->file, s->line, "statement too long");
  memcpy(to + strlen(to), text, strlen(text) + 1);
}

static void read_file(const char *file) {
  FILE *f = fopen(file, "r");
  if (!f) fail(file, 0, "cannot be opened");
  static char line[8192], head[MAX_TEXT];
  statement *s = NULL;
  bool in_head = false;
  for (int n = 1; fgets(line, sizeof line, f); n++) {
    if (strncmp(line, "-- :", 4) == 0) {
      finish(s, head);
      s = calloc(1, sizeof *s);
      if (!s) fail(file, n, "out of memory");
      s->file = strdup(file);
      s->line = n;
      head[0] = 0;
      in_head = true;
      append(head, line + 3, s);
    } else if (s && in_head && strncmp(line, "--", 2) == 0) {
      append(head, line + 2, s);
    } else if (s && line[0] != '\n' && strncmp(line, "--", 2) != 0) {
      in_head = false;
      append(s->text, line, s);
    }
  }
  finish(s, head);
  fclose(f);
}

static const char *c_type(const char *t) {
  if (strcmp(t, "i64") == 0) return "int64_t";
  if (strcmp(t, "text") == 0 || strcmp(t, "bytes") == 0) return "str";
  return t; /* bool, date, instant, decimal, X_id */
}

static bool is_id(const char *t) {
  size_t n = strlen(t);
  return n > 3 && strcmp(t + n - 3, "_id") == 0;
}

static void put_string(FILE *o, const char *text) {
  fputs("      \"", o);
  for (const char *p = text; *p; p++) {
    if (*p == '\n') fputs(p[1] ? "\\n\"\n      \"" : "", o);
    else if (*p == '"' || *p == '\\') fprintf(o, "\\%c", *p);
    else fputc(*p, o);
  }
  fputs("\"", o);
}

static void put_signature(FILE *o, const statement *s) {
  fprintf(o, "err sql_%s(%s *db, arena *a", s->name, s->write ? "db_rw" : "db_ro");
  for (int i = 0; i < s->n_params; i++) fprintf(o, ", %s %s", c_type(s->params[i].type), s->params[i].name);
  if (strcmp(s->kind, "many") == 0) fprintf(o, ", sql_%s_rows *out)", s->name);
  else if (strcmp(s->kind, "one") == 0) fprintf(o, ", sql_%s_row *out)", s->name);
  else if (strcmp(s->kind, "maybe") == 0) fprintf(o, ", sql_%s_row **out)", s->name);
  else fprintf(o, ", int64_t *changed)");
}

static void put_header(FILE *o, const char *name) {
  fprintf(o, "/* Made by tools/sqlc from the floor's .sql files. */\n#pragma once\n#include \"store/store.h\"\n\n");
  fprintf(o, "extern const sql_table %s_sql;\n\n", name);
  for (int i = 0; i < n_list; i++) {
    statement *s = list[i];
    if (s->n_columns) {
      fprintf(o, "typedef struct sql_%s_row {\n", s->name);
      for (int c = 0; c < s->n_columns; c++) fprintf(o, "  %s %s;\n", c_type(s->columns[c].type), s->columns[c].name);
      fprintf(o, "} sql_%s_row;\n", s->name);
    }
    if (strcmp(s->kind, "many") == 0)
      fprintf(o, "typedef struct sql_%s_rows { sql_%s_row *v; size_t n, cap; } sql_%s_rows;\n", s->name, s->name, s->name);
    fputs("MUST_CHECK ", o);
    put_signature(o, s);
    fputs(";\n\n", o);
  }
}

static void put_params(FILE *o, const statement *s) {
  fprintf(o, "  const db_value in[] = {");
  for (int i = 0; i < s->n_params; i++) {
    const field *p = &s->params[i];
    if (is_id(p->type)) fprintf(o, "db_of_id(%s.v), ", p->name);
    else fprintf(o, "db_of_%s(%s%s), ", p->type, strcmp(p->type, "decimal") == 0 ? "a, " : "", p->name);
  }
  fputs(s->n_params ? "};\n" : "{0}};\n", o);
}

static void put_row(FILE *o, const statement *s, const char *indent, const char *to) {
  for (int c = 0; c < s->n_columns; c++) {
    const field *f = &s->columns[c];
    bool copies = strcmp(f->type, "text") == 0 || strcmp(f->type, "bytes") == 0;
    fprintf(o, "%s%s.%s%s = db_%s(&c, %s%d);\n", indent, to, f->name, is_id(f->type) ? ".v" : "",
            is_id(f->type) ? "i64" : f->type, copies ? "a, " : "", c);
  }
}

static void put_body(FILE *o, const statement *s, int i) {
  put_signature(o, s);
  fprintf(o, " {\n");
  put_params(o, s);
  fprintf(o, "  sql_statement *s = &statements[%d];\n", i);
  const char *db = s->write ? "db_rw_ro(db)" : "db";
  if (strcmp(s->kind, "exec") == 0) {
    fprintf(o, "  return db_exec(db, a, s, in, changed);\n}\n\n");
    return;
  }
  fprintf(o, "  db_cursor c;\n  TRY(db_open(%s, a, s, in, &c));\n", db);
  if (strcmp(s->kind, "many") == 0) {
    fprintf(o, "  *out = (sql_%s_rows){0};\n  while (db_next(&c)) {\n    sql_%s_row r;\n", s->name, s->name);
    put_row(o, s, "    ", "r");
    fprintf(o, "    LIST_ADD(a, out, r);\n  }\n  return db_close(&c);\n}\n\n");
  } else if (strcmp(s->kind, "one") == 0) {
    fprintf(o, "  bool found = db_next(&c);\n  if (found) {\n");
    put_row(o, s, "    ", "(*out)");
    fprintf(o, "  }\n  TRY(db_close(&c));\n  return found ? NULL : db_no_row(a, s);\n}\n\n");
  } else {
    fprintf(o, "  *out = NULL;\n  if (db_next(&c)) {\n    *out = NEW(a, sql_%s_row);\n", s->name);
    put_row(o, s, "    ", "(**out)");
    fprintf(o, "  }\n  return db_close(&c);\n}\n\n");
  }
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* A letter per field: what the engines bind and read. */
static void put_types(FILE *o, const char *name, const field *fields, int n) {
  fprintf(o, ".%s = \"", name);
  for (int i = 0; i < n; i++) {
    const char *t = fields[i].type;
    bool text = strcmp(t, "text") == 0 || strcmp(t, "decimal") == 0;
    fputc(text ? 't' : strcmp(t, "bytes") == 0 ? 'b' : 'i', o);
  }
  fputs("\", ", o);
}

static void put_source(FILE *o, const char *name, const char *header) {
  fprintf(o, "/* Made by tools/sqlc. */\n#include \"%s\"\n\n", base_name(header));
  fprintf(o, "static sql_statement statements[] = {\n");
  for (int i = 0; i < n_list; i++) {
    statement *s = list[i];
    fprintf(o, "    {.name = \"%s\", .file = \"%s\", .line = %d, .write = %s, .n_params = %d, .n_columns = %d, ", s->name,
            base_name(s->file), s->line, s->write ? "true" : "false", s->n_params, s->n_columns);
    put_types(o, "in", s->params, s->n_params);
    put_types(o, "out", s->columns, s->n_columns);
    fputs(".text =\n", o);
    put_string(o, s->text);
    fprintf(o, "},\n");
  }
  fprintf(o, "};\nconst sql_table %s_sql = {statements, sizeof statements / sizeof *statements};\n\n", name);
  for (int i = 0; i < n_list; i++) put_body(o, list[i], i);
}

static FILE *create(const char *path) {
  FILE *o = fopen(path, "w");
  if (!o) fail(path, 0, "cannot be written");
  return o;
}

/* ---- tables, as the migrations make them ---- */

typedef struct table {
  char name[64];
  int n_columns;
  field columns[MAX_FIELDS];
} table;
enum { MAX_TABLES = 128 };
static table tables[MAX_TABLES];
static int n_tables;

static table *table_named(const char *name, const char *file) {
  for (int i = 0; i < n_tables; i++)
    if (strcmp(tables[i].name, name) == 0) return &tables[i];
  if (n_tables == MAX_TABLES) fail(file, 0, "too many tables");
  snprintf(tables[n_tables].name, sizeof tables[n_tables].name, "%s", name);
  return &tables[n_tables++];
}

/* "name TYPE ..." of a column; what begins with the word of a constraint is none. */
static void add_column(table *t, const char *p, const char *file) {
  static const char *const constraints[] = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"};
  field f;
  word(word(p, f.name, sizeof f.name), f.type, sizeof f.type);
  for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++)
    if (strcmp(f.name, constraints[i]) == 0) return;
  bool known = strcmp(f.type, "INTEGER64") == 0 || strcmp(f.type, "TEXT") == 0 || strcmp(f.type, "BYTES") == 0;
  if (!known || t->n_columns == MAX_FIELDS) fail(file, 0, f.name);
  t->columns[t->n_columns++] = f;
}

/* Reads "(column, column, ...)"; gives back what follows. */
static const char *add_columns(table *t, const char *p, const char *file) {
  int depth = 0;
  bool begins = false;
  for (; *p; p++) {
    if (*p == '(' && depth++ == 0) begins = true;
    else if (*p == ')' && --depth == 0) return p + 1;
    else if (*p == ',' && depth == 1) begins = true;
    else if (begins && !strchr(" \n", *p)) {
      add_column(t, p, file);
      begins = false;
    }
  }
  fail(file, 0, "a table without end");
}

static void read_tables(const char *text, const char *file) {
  char name[64];
  for (const char *p = text; *p;) {
    const char *make = strstr(p, "CREATE TABLE "), *more = strstr(p, "ALTER TABLE ");
    if (!make && !more) return;
    bool alters = !make || (more && more < make);
    p = word(alters ? more + 12 : make + 13, name, sizeof name);
    if (!alters) p = add_columns(table_named(name, file), p, file);
    else if (strncmp(p, "ADD COLUMN ", 11) == 0) add_column(table_named(name, file), p + 11, file);
    else fail(file, 0, "ALTER TABLE: only ADD COLUMN is known");
  }
}

static void put_columns(FILE *o, const table *t, const char *format) {
  for (int c = 0; c < t->n_columns; c++) {
    if (c) fputs(", ", o);
    if (format) fprintf(o, format, c + 1);
    else fputs(t->columns[c].name, o);
  }
}

static void put_letters(FILE *o, const table *t) {
  for (int c = 0; c < t->n_columns; c++) fputc(t->columns[c].type[0] == 'I' ? 'i' : t->columns[c].type[0] == 'B' ? 'b' : 't', o);
}

/* In the order of their making, so that what is referred to comes first. */
static void put_tables(FILE *o) {
  fputs("\nstatic sql_statement copying[] = {\n", o);
  for (int i = 0; i < n_tables; i++) {
    const table *t = &tables[i];
    fprintf(o, "    {.name = \"%s\", .file = \"migrations\", .n_columns = %d, .in = \"\", .out = \"", t->name, t->n_columns);
    put_letters(o, t);
    fputs("\", .stream = true, .text = \"SELECT ", o);
    put_columns(o, t, NULL);
    fprintf(o, " FROM %s\"},\n    {.name = \"%s\", .file = \"migrations\", .n_params = %d, .write = true, .out = \"\", .in = \"", t->name, t->name, t->n_columns);
    put_letters(o, t);
    fprintf(o, "\", .text = \"INSERT INTO %s (", t->name);
    put_columns(o, t, NULL);
    fputs(") VALUES (", o);
    put_columns(o, t, "$%d");
    fprintf(o, ")\"},\n    {.name = \"%s\", .file = \"migrations\", .n_columns = 1, .in = \"\", .out = \"i\", .text = \"SELECT count(*) FROM %s\"},\n", t->name, t->name);
  }
  fputs("};\nconst sql_table copy_sql = {copying, sizeof copying / sizeof *copying};\n", o);
}

static void put_migrations(FILE *o, int n, char **files) {
  fprintf(o, "/* Made by tools/sqlc. */\n#include \"store/copy.h\"\n#include \"store/migrate.h\"\n\nconst migration migrations[] = {\n");
  static char line[8192], plain[1 << 20];
  for (int i = 0; i < n; i++) {
    size_t length = 0;
    FILE *f = fopen(files[i], "r");
    if (!f) fail(files[i], 0, "cannot be opened");
    fprintf(o, "    {%d, \"%s\",\n", i + 1, base_name(files[i]));
    while (fgets(line, sizeof line, f)) {
      size_t kept = strcspn(line, "\n");
      const char *comment = strstr(line, "--");
      if (comment) kept = (size_t)(comment - line);
      if (length + kept + 2 > sizeof plain) fail(files[i], 0, "too long");
      length += (size_t)snprintf(plain + length, sizeof plain - length, "%.*s\n", (int)kept, line);
      fputs("      \"", o);
      for (const char *p = line; *p; p++) {
        if (*p == '\n') fputs("\\n", o);
        else if (*p == '"' || *p == '\\') fprintf(o, "\\%c", *p);
        else fputc(*p, o);
      }
      fputs("\"\n", o);
    }
    fclose(f);
    fprintf(o, "    },\n");
    read_tables(plain, files[i]);
  }
  fprintf(o, "};\nconst size_t n_migrations = %d;\n", n);
  put_tables(o);
}

int main(int argc, char **argv) {
  if (argc >= 4 && strcmp(argv[1], "--migrations") == 0) {
    FILE *o = create(argv[2]);
    put_migrations(o, argc - 3, argv + 3);
    return fclose(o) ? 1 : 0;
  }
  if (argc < 5) {
    fputs("usage: sqlc NAME OUT.h OUT.c FILE.sql...\n", stderr);
    return 2;
  }
  for (int i = 4; i < argc; i++) read_file(argv[i]);
  FILE *h = create(argv[2]), *c = create(argv[3]);
  put_header(h, argv[1]);
  put_source(c, argv[1], argv[2]);
  return fclose(h) || fclose(c) ? 1 : 0;
}
