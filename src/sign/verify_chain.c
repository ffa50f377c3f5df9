/* The audit chain of a bundle, computed again entry by entry. */
#include "base/hash.h"
#include "store/audit.h"
#include "verify_part.h"

enum { LINE_MOST = 16 << 20 };

typedef struct chain {
  check *c;
  buf line;       /* what has come of the line being read */
  size_t at;      /* its number */
  int64_t n;      /* of the last entry */
  str prev;
} chain;

static bool read_entry(const json_t *j, audit_entry *e) {
  *e = (audit_entry){verify_whole(j, "chain"), verify_whole(j, "n"), {verify_whole(j, "at")}, verify_whole(j, "account"), verify_text(j, "name"),
                     verify_text(j, "as"), verify_text(j, "action"), verify_text(j, "payload"), verify_text(j, "prev"), verify_text(j, "hash")};
  return e->chain >= 0 && e->n >= 0 && e->account >= 0 && e->name.p && e->as.p && e->action.p && e->payload.p && e->prev.p && e->hash.p &&
         json_object_size(j) == 10 && json_is_integer(json_object_get(j, "at"));
}

/* What is wrong with an entry that should follow (n, prev); absent when nothing is. */
static str entry_fault(const chain *h, const audit_entry *e) {
  const check *c = h->c;
  if (c->has_manifest && e->chain != c->cycle) return S("milik rantai lain, bukan rantai siklus ini");
  if (e->n != h->n + 1) return str_fmt(c->a, "seharusnya entri %lld: ada entri yang hilang, disisipkan, atau dipindahkan", (long long)h->n + 1);
  if (!str_eq(e->prev, h->prev)) return S("tidak menyambung dengan entri sebelumnya");
  if (!str_eq(audit_hash(c->scratch, e), e->hash)) return S("isinya diubah setelah dicatat");
  return STR_NONE;
}

static void take_proofs(check *c, str payload) {
  static const char *const keys[] = {"sha256", "sha256_isi", "sha256_pdf"};
  const json_t *j = verify_json(c->scratch, payload);
  for (size_t k = 0; k < LEN(keys); k++) {
    str hash = verify_text(j, keys[k]);
    if (hash.p) LIST_ADD(c->a, &c->proven, str_copy(c->a, hash));
  }
  str frozen = verify_text(j, "sha256_isi"), mode = verify_text(j, "cara");
  if (frozen.p) LIST_ADD(c->a, &c->issued, ((issued){str_copy(c->a, frozen), mode.p ? str_copy(c->a, mode) : S("")}));
}

static void take_entry(chain *h, const audit_entry *e) {
  check *c = h->c;
  str reason = entry_fault(h, e);
  if (reason.p) verify_fault(c, BUNDLE_CHAIN, str_fmt(c->a, "entri %lld", (long long)e->n), reason);
  h->n = e->n;
  h->prev = str_copy(c->a, e->hash);
  c->out->entries++;
  LIST_ADD(c->a, &c->links, h->prev);
  take_proofs(c, e->payload);
}

static void take_line(chain *h) {
  check *c = h->c;
  audit_entry e;
  arena_reset(c->scratch);
  h->at++;
  if (!buf_failed(&h->line) && read_entry(verify_json(c->scratch, buf_str(&h->line)), &e)) take_entry(h, &e);
  else verify_fault(c, BUNDLE_CHAIN, str_fmt(c->a, "audit.jsonl baris %zu", h->at), S("tidak dapat dibaca sebagai entri"));
  h->line.n = 0;
  h->line.failed = false;
}

static void take_piece(void *what, str bytes) {
  chain *h = what;
  while (bytes.n) {
    str part, rest = str_cut(bytes, '\n', &part);
    buf_add(&h->line, part);
    if (rest.p) take_line(h);
    bytes = rest;
  }
}

/* The chain must end where the manifest says: entries cut off at the end leave no other trace. */
static void check_end(check *c, int64_t n, str last) {
  if (!c->has_manifest || (n == c->entries && str_eq(last, c->out->head))) return;
  str reason = S("hash entri terakhir tidak sama dengan kepala rantai dalam manifest.json");
  if (n != c->entries)
    reason = str_fmt(c->a, "manifest.json mencatat %lld entri, rantai berakhir pada entri %lld", (long long)c->entries, (long long)n);
  verify_fault(c, BUNDLE_CHAIN, S("ujung rantai"), reason);
}

void verify_chain(check *c, const file *f) {
  chain h = {.c = c, .line = BUF(c->a), .prev = S("0000000000000000000000000000000000000000000000000000000000000000")};
  h.line.max = LINE_MOST;
  if (!zipread_each(c->zip, f->entry, take_piece, &h)) verify_fault_file(c, BUNDLE_ALTERED, f->name, S("isinya rusak dan tidak dapat dibuka"));
  if (h.line.n) take_line(&h);
  check_end(c, h.n, h.prev);
  verify_sort(&c->links);
  verify_sort(&c->proven);
}
