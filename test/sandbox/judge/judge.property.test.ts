import * as fc from "fast-check";
import { expect, it } from "vitest";
import { judgeBlocks, judgeView } from "../../../src/sandbox/judge/judge.ts";
import { limits } from "../../../src/sandbox/judge/limits.ts";
import { modal } from "./make.ts";
import { breaksOf, validMessage } from "./valid-blocks.ts";

it("has no complaint about any valid message, nor about the same blocks in a modal", () => {
  fc.assert(
    fc.property(validMessage, (blocks) => {
      expect(judgeBlocks(blocks, "message")).toEqual([]);
      expect(judgeView(modal(blocks))).toEqual([]);
    }),
  );
});

it("names exactly the place where one limit of a valid message is broken", () => {
  const broken = validMessage.chain((blocks) =>
    fc.nat(blocks.length - 1).chain((index) => {
      const breaks = breaksOf(blocks[index] ?? {});
      return fc.constantFrom(...breaks).map(([suffix, block]) => ({
        blocks: blocks.with(index, block),
        pointer: `/blocks/${index}${suffix}`,
      }));
    }),
  );
  fc.assert(
    fc.property(broken, ({ blocks, pointer }) => {
      expect(judgeBlocks(blocks, "message").map((complaint) => complaint.pointer)).toEqual([pointer]);
    }),
    { numRuns: 300 },
  );
});

it("complains, but never throws, about JSON that only resembles blocks", () => {
  const types = [...Object.keys(limits.blocks), ...Object.keys(limits.elements)];
  const names = ["elements", "text", "fields", "accessory", "element", "options", "initial_option", "rows", "chart"];
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie("node"), { maxLength: 3 }),
      fc
        .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), tie("node"), { maxKeys: 4 }))
        .map(([type, fields]) => ({ ...fields, type })),
    ),
  }));
  fc.assert(
    fc.property(fc.array(node, { maxLength: 5 }), node, (blocks, view) => {
      judgeBlocks(blocks, "message");
      judgeBlocks(view, "home");
      judgeView(view);
      judgeView(modal(blocks));
    }),
    { numRuns: 500 },
  );
});
