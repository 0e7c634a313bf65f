import { at, below, columnParts, isNode, listAt, sortOf, textAt, type Node } from './reading.ts'
import { FIXED, openEqual, type Equal } from './terms.ts'

/** Where each table lies: by the column that distributes it, whole at every node, or at the coordinator alone (not named). */
export type Layout = ReadonlyMap<string, { readonly by: string } | 'everywhere'>
export type Columns = ReadonlyMap<string, readonly string[]>

/** One table, subquery or function of a level, by the name it has there. */
type Source = { readonly name: string; readonly table: string | null; readonly columns: ReadonlySet<string> | null }

/** A select, insert, update or delete with what it draws from; one inside another sees the sources of those around it. */
type Level = {
  readonly id: number
  readonly sort: string
  readonly body: Node
  readonly above: Level | null
  readonly sources: Source[]
  readonly common: Map<string, Level>
  /** Sides of outer joins: of the one all rows are kept, and of the other those that fit. */
  readonly kept: { readonly all: readonly Source[]; readonly fitting: readonly Source[] }[]
  /** Whether it names something of a level around it. */
  reachesOut: boolean
}

const STATEMENTS = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt']
const isStatement = (sort: string) => STATEMENTS.includes(sort)
const enters = (sort: string) => !isStatement(sort)

type Look = { readonly layout: Layout; readonly columns: Columns; readonly equal: Equal; readonly levels: Level[] }

/**
 * What a distributed database would refuse of this statement, or do wrongly: the rules of Citus 13 as they were tried on a cluster
 * (docs/operating/distributed.md). An empty list: it works there, by the distributing column or over all nodes.
 */
export function faultsOf(tree: Node, layout: Layout, columns: Columns): readonly string[] {
  const look: Look = { layout, columns, equal: openEqual(), levels: [] }
  for (const statement of listAt(tree, 'stmts')) {
    const [sort, body] = sortOf(at(statement, 'stmt'))
    if (sort === 'MergeStmt') return ['merge is not known there']
    if (isStatement(sort)) read(look, sort, body, null)
  }
  return [...new Set(look.levels.flatMap((level) => levelFaults(look, level)))]
}

const columnsOf = (look: Look, table: string): ReadonlySet<string> | null => {
  const known = look.columns.get(table)
  return known === undefined ? null : new Set(known)
}

function read(look: Look, sort: string, body: Node, above: Level | null): Level {
  const level: Level = {
    ...{ id: look.levels.length, sort, body, above, sources: [], common: new Map(above?.common), kept: [], reachesOut: false },
  }
  look.levels.push(level)
  for (const common of listAt(at(body, 'withClause'), 'ctes')) {
    const [, expression] = sortOf(common)
    const [inner, innerBody] = sortOf(at(expression, 'ctequery'))
    // Not below this level: it sees nothing of what the level draws from.
    const made = read(look, inner, innerBody, { ...level, sources: [] })
    level.common.set(textAt(expression, 'ctename') ?? '', made)
  }
  const target = at(body, 'relation')
  if (textAt(target, 'relname') !== null) draw(look, level, ['RangeVar', target])
  for (const from of [...listAt(body, 'fromClause'), ...listAt(body, 'usingClause')]) draw(look, level, sortOf(from))
  for (const side of ['larg', 'rarg']) if (isNode(body[side])) read(look, 'SelectStmt', at(body, side), level)
  if (sort === 'InsertStmt') {
    const [inner, innerBody] = sortOf(at(body, 'selectStmt'))
    if (isStatement(inner)) carryOver(look, level, read(look, inner, innerBody, above))
  }
  compare(look, level, body['whereClause'])
  for (const [inner, innerBody] of below(
    { ...body, withClause: null, fromClause: null, larg: null, rarg: null, selectStmt: null },
    enters,
  )) {
    if (isStatement(inner)) read(look, inner, innerBody, level)
    if (inner === 'ColumnRef') termOf(look, level, innerBody)
  }
  return level
}

/** What is inserted has the distributing value that was selected for it. */
function carryOver(look: Look, level: Level, from: Level): void {
  const names = listAt(level.body, 'cols').map((column) => textAt(at(column, 'ResTarget'), 'name'))
  const given = listAt(from.body, 'targetList').map((target) => at(target, 'ResTarget', 'val'))
  const table = level.sources[0]?.name
  for (const [index, name] of names.entries()) {
    const value = given[index]
    if (table === undefined || name === null || value === undefined) continue
    const term = valueOf(look, from, value)
    if (term !== null) look.equal.join(`${level.id}.${table}.${name}`, term)
  }
}

function draw(look: Look, level: Level, [sort, body]: readonly [string, Node]): void {
  const alias = textAt(at(body, 'alias'), 'aliasname')
  if (sort === 'RangeVar') {
    const table = textAt(body, 'relname') ?? ''
    const common = level.common.get(table)
    if (common === undefined) return void level.sources.push({ name: alias ?? table, table, columns: columnsOf(look, table) })
    level.sources.push({ name: alias ?? table, table: null, columns: outputs(common) })
    return share(look, level, alias ?? table, common)
  }
  if (sort === 'JoinExpr') {
    const before = level.sources.length
    draw(look, level, sortOf(at(body, 'larg')))
    const between = level.sources.length
    draw(look, level, sortOf(at(body, 'rarg')))
    const [left, right] = [level.sources.slice(before, between), level.sources.slice(between)]
    if (body['jointype'] === 'JOIN_LEFT' || body['jointype'] === 'JOIN_FULL') level.kept.push({ all: left, fitting: right })
    if (body['jointype'] === 'JOIN_RIGHT' || body['jointype'] === 'JOIN_FULL') level.kept.push({ all: right, fitting: left })
    return compare(look, level, body['quals'])
  }
  if (sort === 'RangeSubselect') {
    const [inner, innerBody] = sortOf(at(body, 'subquery'))
    const made = read(look, inner, innerBody, level)
    level.sources.push({ name: alias ?? '', table: null, columns: outputs(made) })
    return share(look, level, alias ?? '', made)
  }
  level.sources.push({ name: alias ?? '', table: null, columns: null })
}

const targetsOf = (level: Level): readonly (readonly [name: string, value: Node])[] =>
  [...listAt(level.body, 'targetList'), ...listAt(level.body, 'returningList')].flatMap((target) => {
    const body = at(target, 'ResTarget')
    const value = at(body, 'val')
    const name = textAt(body, 'name') ?? columnParts(at(value, 'ColumnRef'))?.at(-1)
    return name === undefined ? [] : [[name, value] as const]
  })

const outputs = (level: Level): ReadonlySet<string> | null => {
  const stars = [...listAt(level.body, 'targetList')].some(
    (target) => columnParts(at(target, 'ResTarget', 'val', 'ColumnRef')) === null && isNode(at(target, 'ResTarget', 'val')['ColumnRef']),
  )
  return stars ? null : new Set(targetsOf(level).map(([name]) => name))
}

/** A column of a subquery is the column that it was made of. */
function share(look: Look, level: Level, name: string, made: Level): void {
  for (const [column, value] of targetsOf(made)) {
    const term = valueOf(look, made, value)
    if (term !== null) look.equal.join(`${level.id}.${name}.${column}`, term)
  }
}

/** What holds for each row that is found: parts joined by `and`, of which the equalities count. */
function compare(look: Look, level: Level, condition: unknown): void {
  if (!isNode(condition)) return
  const [sort, body] = sortOf(condition)
  if (sort === 'BoolExpr' && body['boolop'] === 'AND_EXPR') for (const part of listAt(body, 'args')) compare(look, level, part)
  if (sort !== 'A_Expr' || textAt(at(listAt(body, 'name')[0] ?? {}, 'String'), 'sval') !== '=') return
  if (body['kind'] === 'AEXPR_OP_ANY' || body['kind'] === 'AEXPR_IN') return
  const [one, other] = [sidesOf(at(body, 'lexpr')), sidesOf(at(body, 'rexpr'))]
  for (const [index, left] of one.entries()) {
    const right = other[index]
    const terms = right === undefined ? [] : [valueOf(look, level, left), valueOf(look, level, right)]
    const [first, second] = terms
    if (typeof first === 'string' && typeof second === 'string') look.equal.join(first, second)
  }
}

/** `(a, b) = (c, d)` compares part by part. */
const sidesOf = (side: Node): readonly Node[] => (isNode(side['RowExpr']) ? listAt(at(side, 'RowExpr'), 'args') : [side])

function valueOf(look: Look, level: Level, value: Node): string | null {
  const [sort, body] = sortOf(value)
  if (sort === 'ColumnRef') return termOf(look, level, body)
  if (sort === 'ParamRef') return `${FIXED}$${String(body['number'])}`
  if (sort === 'A_Const') return `${FIXED}${JSON.stringify(body['sval'] ?? body['ival'] ?? null)}`
  if (sort === 'TypeCast') return valueOf(look, level, at(body, 'arg'))
  return null
}

/** The column by the level and the source that it belongs to. */
function termOf(look: Look, level: Level, column: Node): string | null {
  const parts = columnParts(column)
  if (parts === null) return null
  const [source, name] = parts.length > 1 ? parts.slice(-2) : [undefined, parts[0]]
  for (let here: Level | null = level; here !== null; here = here.above) {
    const found = here.sources.find((one) => (source === undefined ? one.columns?.has(name ?? '') : one.name === source))
    if (found === undefined) continue
    for (let inner: Level = level; inner.id !== here.id; inner = inner.above ?? here) inner.reachesOut = true
    return `${here.id}.${found.name}.${name}`
  }
  return null
}

type Spread = { readonly table: string; readonly term: string }

const spreadOf = (look: Look, level: Level): readonly Spread[] =>
  level.sources.flatMap(({ name, table }) => {
    const place = table === null ? undefined : look.layout.get(table)
    return table === null || place === undefined || place === 'everywhere' ? [] : [{ table, term: `${level.id}.${name}.${place.by}` }]
  })

const isSpread = (look: Look, { table }: Source): boolean => {
  const place = table === null ? undefined : look.layout.get(table)
  return place !== undefined && place !== 'everywhere'
}

const localOf = (look: Look, level: Level): readonly string[] =>
  level.sources.flatMap(({ table }) => (table !== null && look.columns.has(table) && look.layout.get(table) === undefined ? [table] : []))

function levelFaults(look: Look, level: Level): readonly string[] {
  const spread = spreadOf(look, level)
  return [
    ...(spread.length === 0 ? [] : ownFaults(look, level, spread)),
    ...aroundFaults(look, level, spread),
    ...(level.sort === 'InsertStmt' || level.sort === 'UpdateStmt' ? writingFaults(look, level) : askingFaults(look, level)),
  ]
}

function ownFaults(look: Look, level: Level, spread: readonly Spread[]): readonly string[] {
  const { equal } = look
  const named = [...new Set(spread.map(({ table }) => table))].join(', ')
  const groups = new Set(spread.map(({ term }) => equal.find(term)))
  const anchored = spread.every(({ term }) => equal.hasFixed(term))
  const local = localOf(look, level)
  const faults: string[] = []
  if (groups.size > 1) faults.push(`joins ${named} by another column than the distributing one`)
  for (const { all, fitting } of level.kept)
    if (!anchored && !all.some((one) => isSpread(look, one)) && fitting.some((one) => isSpread(look, one)))
      faults.push(`keeps all rows of ${all.map(({ table, name }) => table ?? name).join(', ')} beside those of ${named} that fit`)
  if (listAt(level.body, 'lockingClause').length > 0) {
    if (!anchored) faults.push(`locks rows of ${named} without the distributing value`)
    if (local.length > 0) faults.push(`locks rows of ${named} together with ${local.join(', ')}`)
  }
  if (at(level.body, 'withClause')['recursive'] === true && !anchored) faults.push(`recurses over ${named} without the distributing value`)
  if (!anchored && listAt(level.body, 'groupClause').some((one) => isNode(one['GroupingSet']))) faults.push(`grouping sets over ${named}`)
  return faults
}

/** A part that looks out of itself must find there what lies in the same place. */
function aroundFaults(look: Look, level: Level, spread: readonly Spread[]): readonly string[] {
  const { above } = level
  if (above === null || !level.reachesOut) return []
  const around = spreadOf(look, above)
  const here = localOf(look, level)
  if (spread.length > 0 && around.length > 0) {
    const known = new Set(around.map(({ term }) => look.equal.find(term)))
    const far = spread.filter(({ term }) => !known.has(look.equal.find(term)))
    return far.map(({ table }) => `a part over ${table} looks at ${around.map((one) => one.table).join(', ')} by another column`)
  }
  if (spread.length > 0 && spread.every(({ term }) => look.equal.hasFixed(term))) return []
  if (spread.length > 0 && around.length === 0)
    return [
      `a part over ${spread.map(({ table }) => table).join(', ')} looks at ${above.sources.map(({ table, name }) => table ?? name).join(', ')}, which lies elsewhere`,
    ]
  if (around.length > 0 && here.length > 0)
    return [`a part over ${here.join(', ')} looks at ${around.map(({ table }) => table).join(', ')}, which lies elsewhere`]
  return []
}

/** What a server says of itself is said by the one that holds the rows. */
function askingFaults(look: Look, level: Level): readonly string[] {
  if (!level.sources.some(({ table }) => table !== null && look.layout.has(table))) return []
  return [...below({ ...level.body, withClause: null, fromClause: null }, enters)].flatMap(([sort, body]) =>
    sort === 'FuncCall' && /^(pg_current_|pg_advisory_|pg_try_advisory_|pg_backend_pid|txid_|nextval)/.test(nameOfCall(body))
      ? [`asks ${nameOfCall(body)} of whichever server has the rows`]
      : [],
  )
}

function writingFaults(look: Look, level: Level): readonly string[] {
  const table = level.sources[0]?.table ?? null
  const place = table === null ? undefined : look.layout.get(table)
  if (table === null || place === undefined || place === 'everywhere') return []
  const changed = level.sort === 'UpdateStmt' ? listAt(level.body, 'targetList') : listAt(at(level.body, 'onConflictClause'), 'targetList')
  const faults: string[] = []
  if (changed.some((target) => textAt(at(target, 'ResTarget'), 'name') === place.by)) faults.push(`moves rows of ${table} to another place`)
  for (const [sort, body] of below(changed, () => true)) {
    if (level.sort === 'InsertStmt' && (sort === 'FuncCall' || sort === 'SubLink' || sort === 'SQLValueFunction'))
      if (!isHarmless(body)) faults.push(`works out what ${table} gets where a row was there already: use excluded`)
    if (sort === 'FuncCall' && isChance(body)) faults.push(`chance or the clock within an update of ${table}`)
  }
  const values = listAt(at(level.body, 'selectStmt', 'SelectStmt'), 'valuesLists')
  for (const [sort] of below(values, () => true))
    if (sort === 'SubLink') faults.push(`a part inside the values for ${table}: insert what was selected`)
  return faults
}

const nameOfCall = (body: Node): string => textAt(at(listAt(body, 'funcname').at(-1) ?? {}, 'String'), 'sval') ?? ''
const isHarmless = (body: Node): boolean =>
  ['coalesce', 'greatest', 'least', 'jsonb_set', 'lower', 'array_append'].includes(nameOfCall(body))
const isChance = (body: Node): boolean =>
  ['random', 'gen_random_uuid', 'clock_timestamp', 'nextval', 'timeofday'].includes(nameOfCall(body))
