/* From the tree of a YAML file to a checked sop. A value is looked up in layers: the file itself, then the file it extends, and so on;
 * a step of an extending file replaces single values of the step with the same number. */
#include "base/hash.h"
#include "base/num.h"
#include "flow.h"
#include "source.h"

enum { MAX_LAYERS = 4, MAX_ITEMS = 40, MAX_TEXT = 2000, MAX_LINE = 300 };

static const char *const top_keys[] = {
    "extends", "code", "version", "title", "government", "office", "number", "made", "revised", "effective",
    "approver_position", "approver_name", "approver_nip", "legal_basis", "qualifications", "related", "equipment",
    "warning", "recording", "remarks", "lanes", "steps", NULL};
static const char *const step_keys[] = {"number", "activity", "label", "lane", "setter", "symbol", "kind", "requirement",
                                        "time", "output", "remark", "next", "if_yes", "if_no", "return_to", NULL};
static const char *const lane_keys[] = {"code", "label", "replaces", NULL};
static const char *const item_keys[] = {"text", "note", NULL};
static const char *const remark_keys[] = {"field", "text", NULL};
static const char *const target_keys[] = {"step", "when", NULL};

typedef struct layers {
  const node *v[MAX_LAYERS]; /* topmost first */
  size_t n;
} layers;

typedef struct loader {
  arena *a;
  complaints c;
  sop *s;
  layers top;
  const str *kinds;
  size_t n_kinds;
  struct { str from; size_t to; } replaced[SOP_MAX_LANES]; /* lanes by the code of an extended file */
  size_t n_replaced;
  layers at[SOP_MAX_STEPS];  /* the layers of step i + 1 */
  bool no_graph;             /* numbers or targets are wrong: the graph cannot be judged */
} loader;

static const node *get(const layers *l, const char *key) {
  for (size_t i = 0; i < l->n; i++) {
    const node *found = source_get(l->v[i], str_of(key));
    if (found) return found;
  }
  return NULL;
}

/* ---- texts, dates, lists ---- */

static str text_of(loader *l, const node *n, size_t max) {
  if (!n) return STR_NONE;
  if (n->kind != NODE_TEXT) {
    COMPLAIN(&l->c, n, "Di sini harus ada satu teks, bukan daftar.");
    return STR_NONE;
  }
  size_t length = str_utf8_len(n->text);
  if (length > max) COMPLAIN(&l->c, n, "Teks terlalu panjang: %zu huruf, paling banyak %zu.", length, max);
  return n->text.n ? n->text : STR_NONE;
}

static str text_at(loader *l, const layers *from, const char *key, size_t max) { return text_of(l, get(from, key), max); }

/* `place` is where the complaint goes when there is nothing to point at. */
static str required(loader *l, const layers *from, const char *key, size_t max, const node *place) {
  const node *n = get(from, key);
  str text = text_of(l, n, max);
  if (!n || (n->kind == NODE_TEXT && !text.n)) COMPLAIN(&l->c, n ? n : place, "\"%s\" wajib diisi.", key);
  return text;
}

static date date_at(loader *l, const char *key) {
  const node *n = get(&l->top, key);
  str text = text_of(l, n, MAX_LINE);
  date d = DATE_NONE;
  if (text.n && !date_parse(text, &d))
    COMPLAIN(&l->c, n, "\"%.*s\" bukan tanggal; tulislah seperti 2026-01-31.", STR_ARG(text));
  return d;
}

/* A list with no more than `max` items; NULL when absent, empty or wrong. */
static const node *list_at(loader *l, const node *n, size_t max) {
  if (!n || (n->kind == NODE_TEXT && !n->text.n)) return NULL;
  if (n->kind != NODE_LIST) {
    COMPLAIN(&l->c, n, "Di sini harus ada daftar; setiap butir diawali tanda \"-\".");
    return NULL;
  }
  if (n->n <= max) return n;
  COMPLAIN(&l->c, n, "Daftar terlalu panjang: %zu butir, paling banyak %zu.", n->n, max);
  return NULL;
}

static sop_items items_at(loader *l, const char *key) {
  sop_items items = {0};
  const node *list = list_at(l, get(&l->top, key), MAX_ITEMS);
  for (size_t i = 0; list && i < list->n; i++) {
    const node *n = list->items[i], *text = n;
    if (n->kind == NODE_MAP) {
      source_keys(&l->c, n, item_keys);
      text = source_get(n, S("text"));
    }
    sop_item item = {text_of(l, text, MAX_TEXT), text_of(l, source_get(n, S("note")), MAX_TEXT)};
    if (!text || (text->kind == NODE_TEXT && !item.text.n)) COMPLAIN(&l->c, n, "Butir daftar \"%s\" kosong; isilah atau hapus.", key);
    LIST_ADD(l->a, &items, item);
  }
  return items;
}

static void read_remarks(loader *l) {
  const node *list = list_at(l, get(&l->top, "remarks"), MAX_ITEMS);
  for (size_t i = 0; list && i < list->n; i++) {
    const node *n = list->items[i];
    if (!source_keys(&l->c, n, remark_keys)) continue;
    layers one = {{n}, 1};
    sop_remark r = {required(l, &one, "field", MAX_LINE, n), required(l, &one, "text", MAX_TEXT, n)};
    if (r.field.n && str_eq(sop_field_label(r.field), r.field))
      COMPLAIN(&l->c, n, "Catatan menunjuk \"%.*s\", yang bukan bagian dari SOP.", STR_ARG(r.field));
    LIST_ADD(l->a, &l->s->remarks, r);
  }
}

/* ---- codes and lanes ---- */

static bool is_code(str s) {
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-') return false;
  }
  return s.n > 0 && s.n <= 64;
}

static str code_at(loader *l, const layers *from, const char *key, const node *place) {
  str code = required(l, from, key, MAX_LINE, place);
  if (code.n && !is_code(code))
    COMPLAIN(&l->c, get(from, key), "Kode \"%.*s\" hanya boleh berisi a-z, 0-9, _ dan -, paling banyak 64 huruf.", STR_ARG(code));
  return code;
}

static void read_lane(loader *l, const node *n) {
  if (!source_keys(&l->c, n, lane_keys)) return;
  layers one = {{n}, 1};
  sop_lane lane = {code_at(l, &one, "code", n), required(l, &one, "label", 60, n)};
  if (lane.code.n && sop_lane_of(l->s, lane.code)) COMPLAIN(&l->c, n, "Pelaksana \"%.*s\" ditulis dua kali.", STR_ARG(lane.code));
  str old = text_at(l, &one, "replaces", MAX_LINE);
  if (old.n) {
    l->replaced[l->n_replaced].from = old;
    l->replaced[l->n_replaced++].to = l->s->lanes.n;
  }
  LIST_ADD(l->a, &l->s->lanes, lane);
}

static void read_lanes(loader *l) {
  const node *n = get(&l->top, "lanes"), *list = list_at(l, n, SOP_MAX_LANES);
  if (!n) COMPLAIN(&l->c, l->top.v[0], "\"lanes\" wajib diisi: daftar pelaksana.");
  else if (!list && n->kind == NODE_TEXT && !n->text.n) COMPLAIN(&l->c, n, "\"lanes\" wajib diisi: daftar pelaksana.");
  for (size_t i = 0; list && i < list->n; i++) read_lane(l, list->items[i]);
}

/* The lane of a step, by its own code or by the code it replaces; lanes.n when there is none. */
static size_t lane_index(const loader *l, str code) {
  for (size_t i = 0; i < l->s->lanes.n; i++)
    if (str_eq(l->s->lanes.v[i].code, code)) return i;
  for (size_t i = 0; i < l->n_replaced; i++)
    if (str_eq(l->replaced[i].from, code)) return l->replaced[i].to;
  return l->s->lanes.n;
}

static size_t lane_at(loader *l, const layers *step, const char *key) {
  const node *n = get(step, key);
  str code = text_of(l, n, MAX_LINE);
  size_t at = lane_index(l, code);
  if (code.n && at == l->s->lanes.n)
    COMPLAIN(&l->c, n, "Pelaksana \"%.*s\" tidak ada dalam daftar \"lanes\".", STR_ARG(code));
  return at;
}

/* ---- steps ---- */

static int number_of(loader *l, const node *n, const char *what) {
  int64_t no = 0;
  if (n->kind == NODE_TEXT && num_i64(n->text, 1, SOP_MAX_STEPS, &no)) return (int)no;
  COMPLAIN(&l->c, n, "%s harus berupa angka 1 sampai %d.", what, SOP_MAX_STEPS);
  l->no_graph = true;
  return 0;
}

static int target_of(loader *l, const node *n) {
  int no = number_of(l, n, "Langkah tujuan");
  if (no && (size_t)no > l->s->steps.n) {
    COMPLAIN(&l->c, n, "Langkah %d tidak ada.", no);
    l->no_graph = true;
  }
  return no;
}

static void read_if_no(loader *l, sop_step *step, const node *n) {
  const node *v = n->kind == NODE_LIST ? list_at(l, n, MAX_ITEMS) : n;
  const node *const *each = v && v->kind == NODE_LIST ? (const node *const *)v->items : &v;
  for (size_t i = 0; v && i < (v->kind == NODE_LIST ? v->n : 1); i++) {
    const node *to = each[i], *no = to;
    if (to->kind == NODE_MAP) {
      source_keys(&l->c, to, target_keys);
      no = source_get(to, S("step"));
      if (!no) COMPLAIN(&l->c, to, "\"step\" wajib diisi: ke langkah berapa.");
      if (!no) l->no_graph = true;
    }
    if (no) LIST_ADD(l->a, &step->if_no, ((sop_target){target_of(l, no), text_of(l, source_get(to, S("when")), MAX_LINE)}));
  }
}

static void read_returns(loader *l, sop_step *step, const node *n) {
  const node *list = list_at(l, n, MAX_ITEMS);
  for (size_t i = 0; list && i < list->n; i++) {
    int to = target_of(l, list->items[i]);
    if (to >= step->no) COMPLAIN(&l->c, list->items[i], "Langkah %d hanya dapat dikembalikan ke langkah sebelumnya.", step->no);
    LIST_ADD(l->a, &step->return_to, to);
  }
}

/* Where the step leads: both branches of a decision, else `next`, else the following number. */
static void read_branches(loader *l, sop_step *step, const layers *at) {
  const node *yes = get(at, "if_yes"), *no = get(at, "if_no"), *next = get(at, "next"), *place = at->v[0];
  bool decision = yes || no || str_eq(text_at(l, at, "symbol", MAX_LINE), S("decision"));
  if (no) read_if_no(l, step, no);
  if (decision && (!yes || !step->if_no.n)) {
    COMPLAIN(&l->c, yes ? yes : no ? no : place, "Langkah %d adalah keputusan; isilah \"if_yes\" dan \"if_no\".", step->no);
    l->no_graph = true;
  }
  if (decision && next) COMPLAIN(&l->c, next, "Keputusan memakai \"if_yes\" dan \"if_no\", bukan \"next\".");
  if (decision && step->no == 1) COMPLAIN(&l->c, place, "Langkah pertama adalah awal SOP dan tidak boleh berupa keputusan.");
  if (yes) step->yes = target_of(l, yes);
  else if (next) step->yes = next->kind == NODE_TEXT && str_eq(next->text, S("end")) ? 0 : target_of(l, next);
  else step->yes = (size_t)step->no < l->s->steps.n ? step->no + 1 : 0;
  for (size_t i = 0; decision && step->yes && i < step->if_no.n; i++)
    if (step->if_no.v[i].no == step->yes)
      COMPLAIN(&l->c, no, "\"if_yes\" dan \"if_no\" sama-sama menuju langkah %d; keputusan harus bercabang.", step->yes);
  if (get(at, "return_to")) read_returns(l, step, get(at, "return_to"));
  step->symbol = decision ? SOP_DECISION : step->no == 1 ? SOP_START : step->yes == 0 ? SOP_END : SOP_PROCESS;
}

static void check_symbol(loader *l, const sop_step *step, const node *n) {
  static const str names[] = {[SOP_START] = SC("start"), [SOP_PROCESS] = SC("process"), [SOP_DECISION] = SC("decision"), [SOP_END] = SC("end")};
  str want = text_of(l, n, MAX_LINE);
  if (!want.n || str_eq(want, names[step->symbol])) return;
  if (str_eq(want, names[SOP_START]))
    COMPLAIN(&l->c, n, "Langkah %d ditandai sebagai awal kedua; SOP hanya mempunyai satu awal, yaitu langkah 1.", step->no);
  else
    COMPLAIN(&l->c, n, "Simbol \"%.*s\" tidak cocok: menurut alurnya langkah %d bersimbol \"%.*s\".", STR_ARG(want), step->no,
             STR_ARG(names[step->symbol]));
}

static str first_word(str s) {
  str word;
  str_cut(s, ' ', &word);
  return word;
}

static void check_kind(loader *l, const layers *at, str kind) {
  for (size_t i = 0; i < l->n_kinds; i++)
    if (str_eq(l->kinds[i], kind)) return;
  if (kind.n) COMPLAIN(&l->c, get(at, "kind"), "Jenis langkah \"%.*s\" tidak dikenal.", STR_ARG(kind));
}

static void read_texts(loader *l, sop_step *step, const layers *at) {
  step->activity = required(l, at, "activity", MAX_LINE, at->v[0]);
  step->label = text_at(l, at, "label", 24);
  if (!step->label.n) step->label = first_word(step->activity);
  step->requirement = text_at(l, at, "requirement", MAX_LINE);
  step->output = text_at(l, at, "output", MAX_LINE);
  step->remark = text_at(l, at, "remark", MAX_TEXT);
  str time = text_at(l, at, "time", MAX_LINE);
  if (time.n && !duration_parse(time, &step->time))
    COMPLAIN(&l->c, get(at, "time"), "\"%.*s\" bukan waktu; tulislah misalnya \"1 hari\", \"2 jam\" atau \"30 menit\".", STR_ARG(time));
}

static void read_step(loader *l, sop_step *step, const layers *at) {
  read_texts(l, step, at);
  required(l, at, "lane", MAX_LINE, at->v[0]);
  step->lane_at = lane_at(l, at, "lane");
  if (step->lane_at < l->s->lanes.n) step->lane = l->s->lanes.v[step->lane_at].code;
  size_t setter = lane_at(l, at, "setter");
  if (setter < l->s->lanes.n) step->setter = l->s->lanes.v[setter].code;
  step->kind = required(l, at, "kind", MAX_LINE, at->v[0]);
  check_kind(l, at, step->kind);
  read_branches(l, step, at);
  if (get(at, "symbol")) check_symbol(l, step, get(at, "symbol"));
}

/* Puts a step of the lowest file in its place by number. */
static void place_step(loader *l, const node *n, size_t *highest) {
  if (!source_keys(&l->c, n, step_keys)) {
    l->no_graph = true;
    return;
  }
  const node *number = source_get(n, S("number"));
  if (!number) COMPLAIN(&l->c, n, "Langkah ini belum bernomor; isilah \"number\".");
  int no = number ? number_of(l, number, "Nomor langkah") : 0;
  if (!no) l->no_graph = true;
  if (!no) return;
  layers *at = &l->at[no - 1];
  if (at->n) COMPLAIN(&l->c, number, "Nomor langkah %d dipakai dua kali; pertama di baris %d.", no, at->v[0]->line);
  if (at->n) l->no_graph = true;
  *at = (layers){{n}, 1};
  if ((size_t)no > *highest) *highest = (size_t)no;
}

/* Lays a step of an extending file over the step with its number. */
static void lay_step(loader *l, const node *n, size_t highest) {
  if (!source_keys(&l->c, n, step_keys)) return;
  const node *number = source_get(n, S("number"));
  int no = number ? number_of(l, number, "Nomor langkah") : 0;
  if (!number) COMPLAIN(&l->c, n, "Langkah ini belum bernomor; isilah \"number\".");
  if (!no) return;
  layers *at = &l->at[no - 1];
  if ((size_t)no > highest || at->n == 0) {
    COMPLAIN(&l->c, number, "Langkah %d tidak ada dalam SOP yang diperluas; hanya langkah yang ada dapat diubah.", no);
    return;
  }
  if (str_eq(at->v[0]->file, n->file)) {
    COMPLAIN(&l->c, number, "Nomor langkah %d dipakai dua kali; pertama di baris %d.", no, at->v[0]->line);
    return;
  }
  for (size_t i = at->n++; i > 0; i--) at->v[i] = at->v[i - 1];
  at->v[0] = n;
}

static size_t place_steps(loader *l) {
  size_t highest = 0;
  for (size_t i = l->top.n; i-- > 0;) {
    const node *list = list_at(l, source_get(l->top.v[i], S("steps")), SOP_MAX_STEPS);
    bool lowest = i + 1 == l->top.n;
    for (size_t k = 0; list && k < list->n; k++)
      if (lowest) place_step(l, list->items[k], &highest);
      else lay_step(l, list->items[k], highest);
  }
  return highest;
}

static void read_steps(loader *l) {
  size_t highest = place_steps(l);
  const node *steps = get(&l->top, "steps"), *place = steps ? steps : l->top.v[0];
  if (highest < 2 && !l->no_graph) {
    COMPLAIN(&l->c, place, "\"steps\" wajib diisi: daftar langkah, paling sedikit dua.");
    l->no_graph = true;
  }
  for (size_t i = 0; i < highest; i++) {
    LIST_ADD(l->a, &l->s->steps, ((sop_step){.no = (int)i + 1}));
    if (l->at[i].n) continue;
    COMPLAIN(&l->c, place, "Nomor langkah %zu tidak ada; nomor harus urut 1 sampai %zu.", i + 1, highest);
    l->no_graph = true;
  }
  for (size_t i = 0; i < highest; i++)
    if (l->at[i].n) read_step(l, &l->s->steps.v[i], &l->at[i]);
}

static void check_flow(loader *l) {
  if (l->no_graph) return;
  bool reached[SOP_MAX_STEPS], can_end[SOP_MAX_STEPS];
  flow_reached(l->a, l->s, reached);
  flow_can_end(l->a, l->s, can_end);
  for (size_t i = 0; i < l->s->steps.n; i++) {
    const node *at = l->at[i].v[0];
    if (!reached[i]) COMPLAIN(&l->c, at, "Langkah %zu tidak pernah tercapai dari langkah 1.", i + 1);
    else if (!can_end[i]) COMPLAIN(&l->c, at, "Dari langkah %zu tidak ada jalan menuju akhir; alurnya berputar tanpa jalan keluar.", i + 1);
  }
}

/* ---- the header and the files ---- */

static void read_header(loader *l) {
  sop *s = l->s;
  const node *top = l->top.v[0];
  layers own = {{top}, 1};
  s->code = code_at(l, &own, "code", top);
  s->version = required(l, &l->top, "version", 40, top);
  s->title = required(l, &l->top, "title", MAX_LINE, top);
  s->identity = (sop_identity){.government = text_at(l, &l->top, "government", MAX_LINE),
                               .office = text_at(l, &l->top, "office", MAX_LINE),
                               .number = text_at(l, &l->top, "number", MAX_LINE),
                               .made = date_at(l, "made"),
                               .revised = date_at(l, "revised"),
                               .effective = date_at(l, "effective"),
                               .approver_position = text_at(l, &l->top, "approver_position", MAX_LINE),
                               .approver_name = text_at(l, &l->top, "approver_name", MAX_LINE),
                               .approver_nip = text_at(l, &l->top, "approver_nip", MAX_LINE)};
  s->legal_basis = items_at(l, "legal_basis");
  s->qualifications = items_at(l, "qualifications");
  s->related = items_at(l, "related");
  s->equipment = items_at(l, "equipment");
  s->warning = items_at(l, "warning");
  s->recording = items_at(l, "recording");
}

/* Reads the file and all that it extends into l->top; *hashes gets the hash of each. False after a complaint. */
static bool read_files(loader *l, str bytes, str filename, sop_resolver resolve, void *ctx, buf *hashes) {
  for (;;) {
    const node *root = source_read(&l->c, bytes, filename, SOP_MAX_BYTES);
    if (!root) return false;
    buf_add(hashes, sha256_hex(l->a, bytes));
    source_keys(&l->c, root, top_keys);
    l->top.v[l->top.n++] = root;
    const node *extends = source_get(root, S("extends"));
    str base = text_of(l, extends, MAX_LINE);
    if (!base.n) return true;
    if (l->top.n == MAX_LAYERS) {
      COMPLAIN(&l->c, extends, "SOP memperluas SOP lain terlalu berlapis atau berputar; paling banyak %d lapis.", MAX_LAYERS);
      return false;
    }
    err e = resolve && is_code(base) ? resolve(ctx, l->a, base, &bytes, &filename) : ERR(l->a, NOT_FOUND, "Tidak ada.");
    if (e) {
      COMPLAIN(&l->c, extends, "SOP \"%.*s\" yang diperluas tidak ditemukan.", STR_ARG(base));
      return false;
    }
  }
}

err sop_load(arena *a, str yaml, str filename, const str *kinds, size_t n_kinds, sop_resolver resolve, void *ctx, sop **out) {
  loader *l = NEW(a, loader);
  *l = (loader){.a = a, .c = {.a = a}, .s = NEW(a, sop), .kinds = kinds, .n_kinds = n_kinds};
  buf hashes = BUF(a);
  if (read_files(l, yaml, filename, resolve, ctx, &hashes)) {
    read_header(l);
    read_remarks(l);
    read_lanes(l);
    read_steps(l);
    check_flow(l);
  }
  TRY(source_verdict(&l->c, filename));
  l->s->hash = sha256_hex(a, buf_str(&hashes));
  *out = l->s;
  return NULL;
}
