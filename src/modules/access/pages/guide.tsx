import { Hono } from 'hono'
import type { Operation } from '../../../core/operation.ts'
import { no, refuse } from '../../../core/refused.ts'
import { scopeOf, SCOPES } from '../../../core/scopes.ts'
import { statusOf } from '../../../web/answer.tsx'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, Page } from '../../../web/page.ts'
import { shapeOf } from '../../../web/shapes.ts'
import { GuidePage, type ListedOperation } from '../views/guide.tsx'
import { CodesPage, OperationsPage, type DrawnCode, type DrawnOperation } from '../views/operations.tsx'

/** What the API is, drawn from the very registry that answers it. */
export function guidePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const offered = kit.operations.filter(({ route }) => route !== undefined)
  const rooms = Map.groupBy(offered, ({ name }) => name.split('.')[0] ?? '')
  const listed = new Map([...rooms].map(([room, operations]) => [room, operations.map(listOperation)]))
  const drawn = new Map<string, readonly DrawnOperation[]>()
  app.get('/developers', (c) => c.html(<GuidePage page={c.var.page} rooms={listed} scopes={SCOPES} />))
  app.get('/developers/errors', (c) => c.html(<CodesPage page={c.var.page} codes={codesOf(kit, c.var.page)} />))
  app.get('/developers/:room', (c) => {
    const room = c.req.param('room')
    const operations = drawn.get(room) ?? (rooms.get(room) ?? refuse(no('page.missing'))).map(drawOperation)
    drawn.set(room, operations)
    return c.html(<OperationsPage page={c.var.page} room={room} operations={operations} />)
  })
  return app
}

const listOperation = ({ name, route = 'GET /', summary }: Operation): ListedOperation => ({ name, route, summary, scope: scopeOf(name) })

const drawOperation = (operation: Operation): DrawnOperation => ({
  operation: listOperation(operation),
  input: shapeOf(operation.input, 'input'),
  output: shapeOf(operation.output, 'output'),
})

const codesOf = ({ refusals }: Kit, page: Page): readonly DrawnCode[] =>
  Object.entries(refusals)
    .map(([code, kind]) => ({ code, kind, status: statusOf(code, kind), sentence: emptySentence(page, code) }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))

/** With dots where it names something: no refusal has happened here. A number that is none is written as such, and becomes dots too. */
function emptySentence({ say }: Page, code: string): string {
  const anything = new Proxy<Record<string, string>>({}, { has: () => true, get: () => '…' })
  return say(code, anything).replaceAll(say.number(Number.NaN), '…')
}
