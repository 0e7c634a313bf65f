import { Hono } from 'hono'
import { ask } from '../../core/perform.ts'
import { refuse } from '../../core/refused.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env, PageContext } from '../../web/page.ts'
import { migrantStock, type Stock } from './queries/stock.ts'
import { no } from './refusals.ts'
import { fileName, StockPage } from './views/stock.tsx'

/** Readable by everybody, signed in or not. */
export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/places/stock/:origin', async (c) => {
    const { origin, years, ...stock } = await read(c, kit, c.req.query('year'))
    return c.html(<StockPage page={c.var.page} origin={origin} stock={stock} years={years} />)
  })
  app.get('/places/stock/:origin/:file', async (c) => {
    const file = c.req.param('file')
    const year = /-([0-9]{4})\.csv$/.exec(file)?.[1]
    const stock = await read(c, kit, year)
    if (file !== fileName(stock.origin, stock.year)) return refuse(no('stock.missing'))
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="${file}"`)
    return c.body(csvOf(stock.origin, stock))
  })
  return app
}

/** An address that names no country or no year is one that never was. */
async function read(c: PageContext, kit: Kit, year: string | undefined) {
  const input = { origin: c.req.param('origin'), ...(year === undefined ? {} : { year }) }
  const parsed = migrantStock.input.safeParse(input)
  return parsed.success ? ask(kit.runner, migrantStock, parsed.data, c.var.page.actor) : refuse(no('stock.missing'))
}

/** Source and licence stand in each row: a file that is passed on keeps them. */
function csvOf(origin: string, { year, source, licence, byDestination }: Stock): string {
  const quoted = [source, licence].map((text) => `"${text.replaceAll('"', '""')}"`).join(',')
  const rows = byDestination.map(({ country, count }) => `${year},${origin},${country},${count},${quoted}`)
  return `${['year,origin,destination,people,source,licence', ...rows].join('\r\n')}\r\n`
}
