// Reads Bicep files with a real grammar and prints, as JSON, what they declare: literals as values, everything else as
// { "$": "source text" }. Usage: node bicep.mjs FILE…
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(join(modules, 'tree-sitter-bicep', 'tree-sitter-bicep.wasm')));

const named = node => node.namedChildren.filter(child => child.type !== 'comment' && child.type !== 'diagnostic_comment');
const source = node => ({ $: node.text });
const literalText = node => named(node).every(part => part.type !== 'interpolation')
  ? node.text.slice(1, -1).replace(/\\'/g, "'")
  : undefined;

function value(node) {
  switch (node.type) {
    case 'string': return literalText(node) ?? source(node);
    case 'number': return Number(node.text);
    case 'boolean': return node.text === 'true';
    case 'null': return null;
    case 'array': return named(node).map(value);
    case 'object': return Object.fromEntries(named(node).filter(p => p.type === 'object_property').map(property));
    default: return source(node);
  }
}

function property(node) {
  const [key, ...rest] = named(node);
  const name = key.type === 'string' ? literalText(key) ?? key.text : key.text;
  return [name, rest.length ? value(rest[rest.length - 1]) : null];
}

// What an expression may come to, as far as the file says: both branches of a choice, a variable's value, one round of a loop.
function outcomes(node, vars) {
  const parts = named(node);
  switch (node.type) {
    case 'ternary_expression': return parts.slice(1).flatMap(part => outcomes(part, vars));
    case 'identifier': return vars[node.text] ? outcomes(vars[node.text], vars) : [node];
    case 'parenthesized_expression': case 'for_statement': case 'if_statement': return outcomes(parts[parts.length - 1], vars);
    default: return [node];
  }
}

// Every property path below a body, array levels left out, with the literals that are assigned there.
function paths(node, vars, path = '', found = {}) {
  for (const outcome of outcomes(node, vars)) {
    if (outcome.type === 'array') named(outcome).forEach(item => paths(item, vars, path, found));
    if (outcome.type === 'object') for (const one of named(outcome).filter(p => p.type === 'object_property')) {
      const [key, ...rest] = named(one);
      const name = key.type === 'string' ? literalText(key) ?? '*' : key.text;
      const below = path ? `${path}.${name}` : name;
      found[below] ??= [];
      paths(rest[rest.length - 1], vars, below, found);
    }
    const literal = ['string', 'number', 'boolean'].includes(outcome.type) ? value(outcome) : undefined;
    if (literal !== undefined && typeof literal !== 'object' && path && !found[path].includes(String(literal))) found[path].push(String(literal));
  }
  return found;
}

// The body of a resource or module, through any loop or condition around it.
function body(node) {
  if (node.type === 'object') return node;
  const inner = named(node);
  for (let i = inner.length - 1; i >= 0; i--) {
    const found = ['object', 'for_statement', 'if_statement', 'array'].includes(inner[i].type) ? body(inner[i]) : undefined;
    if (found) return found;
  }
  return undefined;
}

function read(path) {
  const text = readFileSync(path, 'utf8');
  const root = parser.parse(text).rootNode;
  const file = { path, errors: [], params: [], vars: {}, resources: [], modules: [], outputs: [], identifiers: [] };
  const visit = node => {
    if (node.isError || node.isMissing) file.errors.push(node.startPosition.row + 1);
    if (node.type === 'identifier') file.identifiers.push(node.text);
    node.children.forEach(visit);
  };
  visit(root);

  const variables = Object.fromEntries(named(root).filter(n => n.type === 'variable_declaration').map(named).map(parts => [parts[0].text, parts[parts.length - 1]]));
  let decorators = '';
  for (const node of named(root)) {
    if (node.type === 'decorators') { decorators = node.text; continue; }
    const parts = named(node);
    const name = parts[0]?.text;
    const described = /@description\('(.+?)'\)/.test(decorators);
    const secure = /@secure\(\)/.test(decorators);
    if (node.type === 'parameter_declaration') file.params.push({ name, described, secure });
    if (node.type === 'variable_declaration') file.vars[name] = value(parts[parts.length - 1]);
    if (node.type === 'output_declaration') file.outputs.push({ name, described, value: parts[parts.length - 1].text });
    if (node.type === 'resource_declaration' || node.type === 'module_declaration') {
      const target = literalText(parts[1]);
      const found = body(node);
      const entry = { name, target, body: found ? value(found) : {}, existing: /\bexisting\b/.test(node.text.split('{')[0]), paths: found ? paths(found, variables) : {} };
      (node.type === 'module_declaration' ? file.modules : file.resources).push(entry);
    }
    decorators = '';
  }
  return file;
}

console.log(JSON.stringify(process.argv.slice(2).map(read)));
