import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { checkOffer } from '../commands/check-offer.ts'
import { withdrawOffer } from '../commands/withdraw-offer.ts'
import { withdrawRequest } from '../commands/withdraw-request.ts'
import { writeOffer } from '../commands/write-offer.ts'
import { writeRequest } from '../commands/write-request.ts'
import { mayAsk, mayOffer } from '../policy.ts'
import { selfOf } from '../queries/here.ts'
import { elsewhereOf, ownTags } from '../queries/own-rows.ts'
import { ownOffer, ownRequest } from '../queries/rows.ts'
import type { Values } from '../views/pieces.tsx'
import { OfferPage, RequestPage } from '../views/writing.tsx'
import { hereAt, numberIn, readingOf, SHELVES, valuesIn, whereOf, type Shelf } from './place.ts'

export function writing(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const shelf of SHELVES) {
    app.get(`${shelf}/offer`, (c) => drawOffer(c, kit, shelf))
    app.post(`${shelf}/offer`, (c) => offer(c, kit, shelf))
    app.post(`${shelf}/offer/check`, (c) => press(c, kit, shelf, (input) => perform(kit.runner, checkOffer, input, c.var.page.actor)))
    app.post(`${shelf}/offer/withdrawal`, (c) =>
      press(c, kit, shelf, (input) => perform(kit.runner, withdrawOffer, input, c.var.page.actor)),
    )
    app.get(`${shelf}/request`, (c) => drawRequest(c, kit, shelf))
    app.post(`${shelf}/request`, (c) => request(c, kit, shelf))
    app.post(`${shelf}/request/withdrawal`, (c) =>
      press(c, kit, shelf, (input) => perform(kit.runner, withdrawRequest, input, c.var.page.actor)),
    )
  }
  return app
}

type Filled = { readonly values: Values | null; readonly problem: Problem | undefined }
const EMPTY: Filled = { values: null, problem: undefined }
const ASKED = ['purposes', 'languages', 'words', 'most', 'until', 'weeks'] as const

const filledBy = (one: { purposes: readonly string[]; languages: readonly string[]; words: string } | null, more: Values): Values =>
  one === null ? {} : { purposes: one.purposes, languages: one.languages, words: [one.words], ...more }

async function drawOffer(c: PageContext, kit: Kit, shelf: Shelf, { values, problem }: Filled = EMPTY): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereAt(c, kit, shelf)
  const asking = readingOf(c, kit)
  const elsewhere = await elsewhereOf(db, await ownTags(db, asking), here, 'buddy_offer')
  demand(mayOffer(page.actor, here, { ...(await selfOf(db, asking)), elsewhere }))
  const own = await ownOffer(db, outside.keys, here)
  const shown = values ?? filledBy(own, own === null ? {} : { most: [String(own.most)], until: [own.until] })
  return c.html(<OfferPage page={page} here={here} values={shown} problem={problem} there={own !== null} />)
}

async function drawRequest(c: PageContext, kit: Kit, shelf: Shelf, { values, problem }: Filled = EMPTY): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereAt(c, kit, shelf)
  const asking = readingOf(c, kit)
  const elsewhere = await elsewhereOf(db, await ownTags(db, asking), here, 'buddy_request')
  demand(mayAsk(page.actor, here, { ...(await selfOf(db, asking)), elsewhere }))
  const own = await ownRequest(db, outside.keys, here)
  const shown = values ?? filledBy(own, own === null ? {} : { weeks: [String(own.weeks)] })
  return c.html(<RequestPage page={page} here={here} values={shown} problem={problem} there={own !== null} />)
}

const wantedIn = (form: Form) => ({ purposes: form.all('purposes'), languages: form.all('languages'), words: form.text('words') })

async function offer(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  const form = await readForm(c)
  const input = { ...whereOf(here), ...wantedIn(form), most: numberIn(form, 'most'), until: form.text('until') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, writeOffer, input, c.var.page.actor)
    },
    { done: () => goTo(c, '/me/buddies'), redraw: (problem) => drawOffer(c, kit, shelf, { values: valuesIn(form, ASKED), problem }) },
  )
}

async function request(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  const form = await readForm(c)
  const input = { ...whereOf(here), ...wantedIn(form), weeks: numberIn(form, 'weeks') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, writeRequest, input, c.var.page.actor)
    },
    { done: () => goTo(c, '/me/buddies'), redraw: (problem) => drawRequest(c, kit, shelf, { values: valuesIn(form, ASKED), problem }) },
  )
}

type Where = ReturnType<typeof whereOf>

async function press(c: PageContext, kit: Kit, shelf: Shelf, run: (input: Where) => Promise<unknown>): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  await readForm(c)
  await kit.limits.spend('write', c.var.visitor)
  await run(whereOf(here))
  return goTo(c, '/me/buddies')
}
