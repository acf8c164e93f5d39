import { join } from "node:path";
import ts from "typescript";

/**
 * One procedure of the API, from its router.
 * @typedef {{ path: string, kind: "query" | "mutation" | "subscription", caller: string, promise: string, input: string, output: string }} Procedure
 * @typedef {{ name: string, text: string }} Shape
 */

/** @type {ts.TypeFormatFlags} */
const FLAGS =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/**
 * Reads the procedures from the routers' own text: what a procedure promises is the docstring of the use case it calls.
 * @param {string} root the repository
 * @returns {{ procedures: Procedure[], shapes: Shape[] }}
 */
export function readProcedures(root) {
  const source = join(root, "packages/api/src");
  const program = ts.createProgram([join(source, "index.ts")], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const index = program.getSourceFile(join(source, "index.ts"));
  const typesOf = (alias) => {
    const symbol = checker.getExportsOfModule(checker.getSymbolAtLocation(index)).find(({ name }) => name === alias);
    return checker.getDeclaredTypeOfSymbol(symbol);
  };
  const [inputs, outputs] = [typesOf("RouterInputs"), typesOf("RouterOutputs")];
  const at = (type, path) =>
    path.split(".").reduce((inner, name) => checker.getTypeOfSymbol(checker.getPropertyOfType(inner, name)), type);
  const print = (type) => checker.typeToString(type, undefined, FLAGS).replaceAll(/\s+/g, " ");

  const routers = routersOf(program.getSourceFile(join(source, "app-router.ts")), checker);
  const procedures = routers.flatMap(({ name, declaration }) =>
    proceduresIn(declaration.arguments[0], name).map(({ path, node }) => {
      return {
        path,
        ...readChain(node, checker),
        input: print(at(inputs, path)),
        output: print(at(outputs, path)),
      };
    }),
  );
  return { procedures, shapes: shapesNamedIn(program, join(source, "contract"), procedures) };
}

/** The routers that the app's router is made of, with the call that makes each. */
function routersOf(file, checker) {
  return firstRouterCall(file).arguments[0].properties.map((node) => {
    const expression = ts.isShorthandPropertyAssignment(node) ? node.name : node.initializer;
    const symbol = ts.isShorthandPropertyAssignment(node)
      ? checker.getShorthandAssignmentValueSymbol(node)
      : checker.getSymbolAtLocation(expression);
    const aliased = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: node.name.text, declaration: firstRouterCall(aliased.valueDeclaration) };
  });
}

function firstRouterCall(node) {
  if (ts.isCallExpression(node) && node.expression.getText().endsWith(".router")) return node;
  return ts.forEachChild(node, firstRouterCall);
}

/** Procedures of a router, also those in the groups that it is made of. */
function proceduresIn(group, prefix) {
  return group.properties.flatMap((node) => {
    const path = `${prefix}.${node.name.text}`;
    return ts.isObjectLiteralExpression(node.initializer) ? proceduresIn(node.initializer, path) : [{ path, node }];
  });
}

/** Reads `managerProcedure.input(…).mutation(({ ctx }) => revokeKey(ctx, …))`. */
function readChain(node, checker) {
  const { initializer } = node;
  const kind = initializer.expression.name.text;
  let base = initializer;
  while (ts.isCallExpression(base) && ts.isPropertyAccessExpression(base.expression)) base = base.expression.expression;
  const callerSymbol = aliasedSymbol(ts.isCallExpression(base) ? base.expression : base, checker);
  const caller = docOf(callerSymbol, checker).replace(/\.$/, "");
  const resolver = initializer.arguments[0];
  const ownDoc = docOf(checker.getSymbolAtLocation(node.name), checker);
  const promise = ownDoc === "" ? docOf(useCaseIn(resolver, checker), checker) : ownDoc;
  return { kind, caller: ts.isCallExpression(base) ? `${caller} (${base.arguments[0].getText()})` : caller, promise };
}

/** The use case that a resolver calls: the first function called by its name that is not part of tRPC's own set-up. */
function useCaseIn(node, checker) {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const symbol = aliasedSymbol(node.expression, checker);
    const file = symbol?.valueDeclaration?.getSourceFile().fileName ?? "";
    if (!file.includes("/src/trpc/")) return symbol;
  }
  return ts.forEachChild(node, (child) => useCaseIn(child, checker));
}

function aliasedSymbol(expression, checker) {
  const symbol = checker.getSymbolAtLocation(expression);
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** A symbol's docstring on one line, with what it throws. */
function docOf(symbol, checker) {
  if (symbol === undefined) return "";
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tags = symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === "throws" || name === "returns")
    .map(({ name, text: parts }) => `${name === "throws" ? "Throws" : "Returns"} ${ts.displayPartsToString(parts)}`);
  return [text, ...tags].join(" ").replaceAll(/\s+/g, " ").trim();
}

/** The contract's declarations that procedures name, and those that these name in turn. */
function shapesNamedIn(program, folder, procedures) {
  const declared = new Map();
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(folder)) continue;
    ts.forEachChild(file, (node) => {
      const isShape = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
      if (isShape)
        declared.set(
          node.name.text,
          node
            .getFullText(file)
            .trim()
            .replace(/^export /gm, ""),
        );
    });
  }
  const found = new Map();
  const visit = (text) => {
    for (const [name] of text.matchAll(/\b[A-Z]\w+\b/g)) {
      const shape = declared.get(name);
      if (shape === undefined || found.has(name)) continue;
      found.set(name, shape);
      visit(shape);
    }
  };
  for (const { input, output } of procedures) visit(`${input} ${output}`);
  return [...found].map(([name, text]) => ({ name, text })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
