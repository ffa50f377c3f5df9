/* Runs a fuzz target without libFuzzer: every seed, whole and in many small mutations, from a fixed generator.
 * `drive FILE...`; a file is one seed, but of one that ends in .txt each line is. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { MOST = 1 << 16, MUTATIONS = 300 };

static uint32_t next_random(uint64_t *s) {
  *s = *s * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*s >> 33);
}

static size_t mutate(uint8_t *b, size_t n, uint64_t *s) {
  static const uint8_t spice[] = "0123456789.,-%:;\"()\n\r \xe2\x80\x93\xff";
  for (uint32_t k = next_random(s) % 4 + 1; k > 0; k--) {
    size_t at = n ? next_random(s) % n : 0;
    uint8_t c = spice[next_random(s) % (sizeof spice - 1)];
    switch (next_random(s) % 3) {
    case 0:
      if (n) b[at] = c;
      break;
    case 1:
      if (n < MOST - 1) memmove(b + at + 1, b + at, n - at), b[at] = c, n++;
      break;
    default:
      if (n) memmove(b + at, b + at + 1, n - at - 1), n--;
    }
  }
  return n;
}

static void run_seed(const uint8_t *seed, size_t n, uint64_t *s) {
  static uint8_t work[MOST];
  LLVMFuzzerTestOneInput(seed, n);
  for (int i = 0; i < MUTATIONS; i++) {
    memcpy(work, seed, n);
    size_t m = mutate(work, n, s);
    uint8_t *exact = malloc(m ? m : 1); /* so that a read past the end is seen */
    if (!exact) exit(1);
    memcpy(exact, work, m);
    LLVMFuzzerTestOneInput(exact, m);
    free(exact);
  }
}

int main(int argc, char **argv) {
  static uint8_t all[MOST];
  uint64_t s = 1;
  for (int i = 1; i < argc; i++) {
    FILE *f = fopen(argv[i], "rb");
    if (!f) return fprintf(stderr, "cannot open %s\n", argv[i]), 1;
    size_t n = fread(all, 1, sizeof all, f), from = 0;
    fclose(f);
    if (!strstr(argv[i], ".txt")) run_seed(all, n, &s);
    else
      for (size_t at = 0; at < n; at++)
        if (all[at] == '\n') run_seed(all + from, at - from, &s), from = at + 1;
  }
  return 0;
}
