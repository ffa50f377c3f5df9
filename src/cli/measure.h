/* The command `takar measure`: measures a CSV or XLSX sheet of indicators, without a database. */
#ifndef TAKAR_CLI_MEASURE_H
#define TAKAR_CLI_MEASURE_H

/* measure FILE.csv|FILE.xlsx [--sheet NAME] [--rules FILE] [--format table|csv|json]
 * argv[0] is the command's own name. Exit status: 0 clean, 1 findings, 2 unusable input. */
int cli_measure(int argc, char **argv);
#endif
