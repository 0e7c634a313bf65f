import { Hono } from 'hono'
import { no, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { qrOf } from '../../../web/qr.tsx'
import { helpedCount } from '../queries/helped.ts'
import { calledIn, MOST_CALLED, treeOf } from '../rules.ts'
import { ByHandPage, PhoneTreePage, ReceiptPage } from '../views/by-hand.tsx'

const LONGEST_LINK = 600

/** For whoever enters something for somebody else, or keeps a group together by telephone. Nothing of it is kept. */
export function byHandPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/contact/by-hand', async (c) => {
    const link = ownLink(kit, c.req.query('link') ?? '') ?? ''
    c.header('cache-control', 'private, no-store')
    return c.html(<ByHandPage page={c.var.page} link={link} helped={await helpedCount(kit.runner.db, c.var.page.now)} />)
  })
  app.post('/contact/receipt', (c) => drawReceipt(c, kit))
  app.get('/contact/phone-tree', (c) => c.html(<PhoneTreePage page={c.var.page} values={{}} tree={null} empty={false} />))
  app.post('/contact/phone-tree', (c) => drawTree(c))
  return app
}

/** A link of this hub, whole; null: it leads elsewhere, or nowhere. */
function ownLink({ publicUrl }: Kit, text: string): string | null {
  if (text === '' || text.length > LONGEST_LINK) return null
  const url = URL.parse(text, publicUrl)
  return url !== null && url.origin === new URL(publicUrl).origin ? url.href : null
}

async function drawReceipt(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const link = (await readForm(c)).text('link')
  const draw = async (problem?: Problem) =>
    c.html(<ByHandPage page={page} link={link} helped={await helpedCount(kit.runner.db, page.now)} problem={problem} />)
  c.header('cache-control', 'private, no-store')
  return attempt(
    c,
    async () => ownLink(kit, link) ?? refuse(no('input.invalid', { field: 'link' }), [{ field: 'link', code: 'field.invalid', data: {} }]),
    { done: (whole) => c.html(<ReceiptPage page={page} link={whole} qr={qrOf(whole)} />), redraw: draw },
  )
}

async function drawTree(c: PageContext): Promise<Response> {
  const form = await readForm(c)
  const people = form.text('people').slice(0, 12_000)
  const each = Math.min(Math.max(Number(form.text('each')) || 3, MOST_CALLED.least), MOST_CALLED.most)
  const tree = treeOf(calledIn(people), Math.trunc(each))
  c.header('cache-control', 'private, no-store')
  return c.html(<PhoneTreePage page={c.var.page} values={{ people, each: String(each) }} tree={tree} empty={tree.length === 0} />)
}
