#include "cli/sop_file.h"

#include "cli/share.h"
#include "sop/source.h"
#include "sop/sop.h"

err sop_file_read(arena *a, str folder, str name, str *text, str *base) {
  complaints c = {.a = a};
  *base = STR_NONE;
  TRY(share_read(a, folder, name, text));
  const node *root = source_read(&c, *text, name, SOP_MAX_BYTES); /* mistakes are reported by sop_load */
  const node *parent = root ? source_get(root, S("extends")) : NULL;
  if (!parent || parent->kind != NODE_TEXT || !parent->text.n) return NULL;
  if (str_find(parent->text, S("/")) >= 0) return ERR(a, INPUT, "SOP dasar “%.*s” harus berada di folder yang sama.", STR_ARG(parent->text));
  return share_read(a, folder, STR_CAT(a, share_folder(name), parent->text, S(".yaml")), base);
}
