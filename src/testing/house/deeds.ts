import { importsOf } from './imports.ts'
import { calledName, child, children, isTest, literal, parse, properties, walk, word, type Node, type Tree } from './tree.ts'

/** What deeds of this hub begin with. A new verb is one line; the list is there so that `vote-stuff.ts` rings. */
const VERBS = new Set(
  `abandon accept act activate add adjust admit adopt announce answer anonymise apply appoint approve archive ask assign attach attend award ban
  begin block book call cancel capture cast change check choose claim clear close commit complete confirm consent consult convene correct count create
  decide decline deliver demand deny describe detach disable discard dismiss draft drop edit enable end endorse enrol enter erase evaluate
  export extend file fill finish fix follow forget forward found freeze fund give grant greet hide hold host import invite issue join keep
  leave lift link list listen lock look make mark match measure meet mend merge moderate move mute name nominate note notify offer open
  order pause pay pin place plan pledge post prepare print promise promote propose publish put raise read recompute record redeem
  refer refresh refund refuse register reject release remind remove rename renew reopen reorder repeat replace reply report request
  reset resolve respond restore resume retire retract return review revoke save schedule send seal set settle share show sign
  skip split sponsor start stop store submit subscribe suggest summarise suspend swap take tell thank tidy transfer translate
  unblock undo unfollow unhide unlink unlock unpin unpublish unsubscribe update upload use validate verify vote vouch waive warn welcome withdraw write`.split(
    /\s+/,
  ),
)

/** Every command that leaves one of its answers out, each a sentence. */
export function deedFaults(tree: Tree): readonly string[] {
  return [...tree].flatMap(([path, source]) => {
    const room = /^src\/modules\/([^/]+)\/commands\/[^/]+\.ts$/.exec(path)?.[1]
    if (room === undefined || isTest(path)) return []
    const deeds = commandsIn(path, source)
    // A step that several deeds share (open-session.ts) is no deed.
    if (deeds.length === 0) return []
    return [...verbNoun(path), ...deeds.flatMap((deed) => answersOf(path, source, deed)), ...known(tree, path, room)]
  })
}

function commandsIn(path: string, source: string): Node[] {
  const found: Node[] = []
  walk(parse(path, source).program, (node) => {
    if (node.type !== 'CallExpression' || calledName(node) !== 'command') return
    const [first] = children(node, 'arguments')
    if (first?.type === 'ObjectExpression') found.push(first)
  })
  return found
}

function verbNoun(path: string): string[] {
  const [verb = '', ...noun] = (path.split('/').at(-1) ?? '').replace(/\.ts$/, '').split('-')
  if (noun.length === 0) return [`${path}: a deed is named by verb and noun (cast-vote.ts)`]
  return VERBS.has(verb) ? [] : [`${path}: "${verb}" is no verb that deeds begin with: name the deed, or add the verb to VERBS in deeds.ts`]
}

function answersOf(path: string, source: string, deed: Node): string[] {
  const answers = properties(deed)
  const missing = ['may', 'tell'].filter((name) => !answers.has(name)).map((name) => `${path}: the command has no ${name}()`)
  const silent =
    tellsNothing(answers.get('tell')) && !saysWhySilent(path, source) ? [`${path}: tell() tells nothing: every deed leaves an event`] : []
  return [...missing, ...silent, ...(answers.has('route') || saysWhyNoRoute(path, source) ? [] : [NO_ROUTE(path)])]
}

const NO_ROUTE = (path: string): string =>
  `${path}: the command has no route and no comment that says why ("No route: ..."): what a page can do, the API can do`

function saysWhyNoRoute(path: string, source: string): boolean {
  return parse(path, source).comments.some((comment) => /\bno route\b/i.test(comment))
}

/** A row at the second of a deed can be what must not be known of it (docs/decisions/033): then a comment says so, and it is not counted either. */
function saysWhySilent(path: string, source: string): boolean {
  return source.includes('uncounted: true') && parse(path, source).comments.some((comment) => /^\s*Tells nothing: /.test(comment))
}

/** True where each answer of the function is the literal `[]`. */
function tellsNothing(tell: Node | undefined): boolean {
  const body = child(tell ?? null, 'body')
  if (body === null) return false
  if (body.type !== 'BlockStatement') return isEmptyList(body)
  const returned: (Node | null)[] = []
  walk(body, (node, parents) => {
    const inner = parents.some((parent) => /Function/.test(parent.type))
    if (node.type === 'ReturnStatement' && !inner) returned.push(child(node, 'argument'))
  })
  return returned.every((value) => value === null || isEmptyList(value))
}

const isEmptyList = (node: Node): boolean => node.type === 'ArrayExpression' && children(node, 'elements').length === 0

function known(tree: Tree, path: string, room: string): string[] {
  const manifest = `src/modules/${room}/module.ts`
  const source = tree.get(manifest)
  const imported = source !== undefined && importsOf(manifest, source).some((found) => found.to === path && !found.typeOnly)
  return imported ? [] : [`${path}: ${manifest} does not import it, so neither the API nor the command line knows it`]
}

/** The names under which the registry knows the deeds; two deeds of one name would hide one another. */
export function deedNames(tree: Tree): readonly string[] {
  return [...tree].flatMap(([path, source]) => {
    if (!/^src\/modules\/[^/]+\/commands\/[^/]+\.ts$/.test(path) || isTest(path)) return []
    return commandsIn(path, source).flatMap((deed) => literal(properties(deed).get('name') ?? null) ?? word(deed, 'name') ?? [])
  })
}
