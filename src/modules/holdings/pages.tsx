import { isUuid } from '#base'
import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { ask, perform } from '../../core/perform.ts'
import { demand } from '../../core/refused.ts'
import { readCookie } from '../../web/cookies.ts'
import { attempt, readForm, type Problem } from '../../web/form.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../web/page.ts'
import { people } from '../people/index.ts'
import { discardExport } from './commands/discard-export.ts'
import { lookUpAccount } from './commands/look-up-account.ts'
import { requestExport } from './commands/request-export.ts'
import { mayHoldExport, mayLookUp, mayRequestExport } from './policy.ts'
import { exportToHandOut, ownerOfExport, partsOf } from './queries/export-file.ts'
import { myData } from './queries/my-data.ts'
import { readingCounts } from './queries/reading-counts.ts'
import { readTables, type Declared } from './queries/tables.ts'
import { READ_REASONS } from './tables.ts'
import { LookUpPage, type LookUpValues } from './views/look-up.tsx'
import { MyDataPage } from './views/my-data.tsx'
import { TablesPage } from './views/tables.tsx'

/** `declared`: whose tables are shown; `asked`: of how many the file is made. */
export type Handed = { readonly declared: readonly Declared[]; readonly asked: number }

export function holdingsPages(kit: Kit, { declared, asked }: Handed): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/privacy/data', (c) => drawTables(c, kit, declared))
  for (const path of ['/me/data', '/me/data/*', '/operator/readings'])
    app.use(path, async (c, next) => {
      c.header('cache-control', 'no-store')
      return next()
    })
  app.get('/me/data', (c) => drawMyData(c, kit))
  app.post('/me/data/exports', async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    return attempt(c, () => perform(kit.runner, requestExport(asked), { held: heldIn(c, kit) }, c.var.page.actor), {
      done: () => goTo(c, '/me/data'),
      redraw: (problem) => drawMyData(c, kit, problem),
    })
  })
  app.get('/me/data/exports/:export/file', (c) => handOut(c, kit))
  app.post('/me/data/exports/:export/discarding', async (c) => {
    await perform(kit.runner, discardExport, { export: idIn(c) }, c.var.page.actor)
    return goTo(c, '/me/data')
  })
  app.get('/operator/readings', (c) => {
    demand(mayLookUp(c.var.page.actor))
    return c.html(<LookUpPage page={c.var.page} values={{ email: '', reason: '', caseNumber: '' }} reasons={READ_REASONS} />)
  })
  app.post('/operator/readings', (c) => lookUp(c, kit))
  return app
}

const NO_EXPORT = '00000000-0000-4000-8000-000000000000'

/** What is no id names no file, which is then missing. */
function idIn(c: PageContext): string {
  const id = c.req.param('export') ?? ''
  return isUuid(id) ? id : NO_EXPORT
}

const heldIn = (c: PageContext, kit: Kit): string => readCookie(c, 'session', kit.secureCookies)?.slice(0, 200) ?? ''

async function drawTables(c: PageContext, kit: Kit, declared: readonly Declared[]): Promise<Response> {
  const { page } = c.var
  const rooms = await ask(kit.runner, readTables(declared), {}, page.actor)
  const counts = await ask(kit.runner, readingCounts, {}, page.actor)
  return c.html(<TablesPage page={page} rooms={rooms} counts={counts} mine={c.req.query('of') === 'me'} room={c.req.query('room')} />)
}

async function drawMyData(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const data = await ask(kit.runner, myData, {}, page.actor)
  const fresh = await people.freshlySignedIn(kit.runner.db, heldIn(c, kit), page)
  const mayAsk = mayRequestExport(page.actor, { fresh: { ok: true }, lastAskedAt: data.file?.askedAt ?? null }, page.now)
  return c.html(<MyDataPage page={page} data={data} fresh={fresh} mayAsk={mayAsk} problem={problem} />)
}

/** Piece by piece, each opened as it leaves. */
async function handOut(c: PageContext, kit: Kit): Promise<Response> {
  const { db, outside } = kit.runner
  const id = idIn(c)
  demand(mayHoldExport(c.var.page.actor, await ownerOfExport(db, id)))
  // All that is held, in one file: a browser that was left open is not enough.
  demand(await people.freshlySignedIn(db, heldIn(c, kit), c.var.page))
  const { askedAt, bytes } = await exportToHandOut(db, id)
  c.header('content-type', 'application/zip')
  c.header('content-length', String(bytes))
  c.header('content-disposition', `attachment; filename="my-data-${askedAt.toISOString().slice(0, 10)}.zip"`)
  return stream(c, async (out) => {
    for await (const part of partsOf(db, outside.keys, id)) await out.write(part)
  })
}

async function lookUp(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  demand(mayLookUp(page.actor))
  await kit.limits.spend('write', c.var.visitor)
  const form = await readForm(c)
  const values: LookUpValues = { email: form.text('email'), reason: form.text('reason'), caseNumber: form.text('caseNumber') }
  return attempt(c, () => perform(kit.runner, lookUpAccount, values, page.actor), {
    done: ({ account }) =>
      c.html(<LookUpPage page={page} values={{ email: '', reason: '', caseNumber: '' }} reasons={READ_REASONS} found={account} />),
    redraw: (problem) => c.html(<LookUpPage page={page} values={values} reasons={READ_REASONS} problem={problem} />),
  })
}
