#include "store/copy.h"

#include "store/audit.h"
#include "store/engine.h"
#include "store/store_sql.h"

enum { READ, WRITE, COUNT, KINDS, MOST_COLUMNS = 64 };

static size_t n_tables(void) { return copy_sql.n / KINDS; }
static const sql_statement *statement(size_t table, int kind) { return &copy_sql.statements[table * KINDS + (size_t)kind]; }

static err count(db_ro *db, arena *a, size_t table, int64_t *out) {
  db_cursor c;
  TRY(db_open(db, a, statement(table, COUNT), NULL, &c));
  *out = db_next(&c) ? db_i64(&c, 0) : -1;
  return db_close(&c);
}

static enum db_type type_of(char letter) { return letter == 'i' ? DB_I64 : letter == 'b' ? DB_BYTES : DB_TEXT; }

/* A row is written before the next one is read, so nothing of it is copied. */
static err write_row(db_rw *db, arena *a, size_t table, db_cursor *from) {
  const sql_statement *write = statement(table, WRITE);
  db_value row[MOST_COLUMNS];
  ENSURE(write->n_params <= MOST_COLUMNS);
  for (int i = 0; i < write->n_params; i++) row[i] = from->db->engine->at(from, i, type_of(write->in[i]));
  return db_exec(db, a, write, row, NULL);
}

static err copy_table(db_ro *from, db_rw *to, arena *a, size_t table) {
  db_cursor c;
  err e = NULL;
  TRY(db_open(from, a, statement(table, READ), NULL, &c));
  while (!e && db_next(&c)) e = write_row(to, a, table, &c);
  err ended = db_close(&c);
  return e ? e : ended;
}

static err copy_all(db_rw *to, arena *a, void *what) {
  db_ro *from = what;
  for (size_t t = 0; t < n_tables(); t++) {
    int64_t there;
    TRY(count(db_rw_ro(to), a, t, &there));
    if (there) return ERR(a, CONFLICT, "Basis data tujuan sudah berisi data (tabel %s). Salinan hanya masuk ke basis data kosong.", statement(t, READ)->name);
  }
  for (size_t t = 0; t < n_tables(); t++) TRY(copy_table(from, to, a, t));
  return NULL;
}

static err compare_counts(db_ro *from, db_ro *to, arena *a, copy_report *out) {
  for (size_t t = 0; t < n_tables(); t++) {
    copied_table c = {.name = str_of(statement(t, READ)->name)};
    int64_t there;
    TRY(count(from, a, t, &c.rows));
    TRY(count(to, a, t, &there));
    if (there != c.rows)
      return ERR(a, INTERNAL, "Salinan tidak sama: tabel %s berisi %lld baris, di tujuan %lld.", statement(t, READ)->name, (long long)c.rows, (long long)there);
    LIST_ADD(a, &out->tables, c);
    out->rows += c.rows;
  }
  return NULL;
}

static err compare_chains(db_ro *from, db_ro *to, arena *a, copy_report *out) {
  sql_audit_chains_rows chains;
  TRY(sql_audit_chains(from, a, &chains));
  for (size_t i = 0; i < chains.n; i++) {
    int64_t here_n, there_n;
    str here, there;
    TRY(audit_head(from, a, chains.v[i].chain, &here_n, &here));
    TRY(audit_head(to, a, chains.v[i].chain, &there_n, &there));
    if (here_n != there_n || !str_eq(here, there))
      return ERR(a, INTERNAL, "Salinan tidak sama: ujung rantai audit %lld berbeda.", (long long)chains.v[i].chain);
  }
  out->chains = (int64_t)chains.n;
  return NULL;
}

err store_copy(store *from, store *to, arena *a, copy_report *out) {
  db_ro *source, *made;
  *out = (copy_report){0};
  TRY(store_borrow(from, a, &source));
  TRY(store_borrow(to, a, &made));
  TRY(db_snapshot_begin(source, a));
  err e = store_write(to, a, copy_all, source);
  if (!e) e = compare_counts(source, made, a, out);
  if (!e) e = compare_chains(source, made, a, out);
  db_snapshot_end(source);
  store_release(to, made);
  store_release(from, source);
  return e;
}
