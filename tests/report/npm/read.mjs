// Reads a JUnit file with each reader, and prints what it makes of every case, in one form: JSON on standard output.
import { readFile } from "node:fs/promises";
import { junitXml } from "@allurereport/reader";
import { BufferResultFile } from "@allurereport/reader-api";
import { parse } from "junit2json";
import testResultsParser from "test-results-parser";

const path = process.argv[2];
const text = await readFile(path, "utf8");

const allure = [];
await junitXml.read(
  {
    visitTestResult: async (one) =>
      allure.push({
        suite: one.labels.find((label) => label.name === "suite")?.value,
        name: one.name,
        class: one.labels.find((label) => label.name === "testClass")?.value,
        status: one.status,
        message: one.message,
        body: one.trace,
      }),
    visitAttachmentFile: async () => {},
  },
  new BufferResultFile(Buffer.from(text), "junit.xml"),
);

const junit2json = (await parse(text)).testsuite.flatMap((suite) =>
  suite.testcase.map((one) => {
    const [status, said] = ["failure", "error", "skipped"]
      .map((kind) => [kind, one[kind]?.[0]])
      .find(([, found]) => found) ?? ["passed", {}];
    return { suite: suite.name, name: one.name, class: one.classname, status, message: said.message, body: said.inner };
  }),
);

const parsed = testResultsParser.parse({ type: "junit", files: [path] });
const testbeats = parsed.suites.flatMap((suite) =>
  suite.cases.map((one) => ({
    suite: suite.name,
    name: one.name,
    status: one.status,
    message: one.failure,
    body: one.stack_trace,
  })),
);

process.stdout.write(JSON.stringify({ allure, junit2json, testbeats }));
