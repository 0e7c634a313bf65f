import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, namedOrHub } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { askPeers } from '../commands/ask-peers.ts'
import { closeAssist } from '../commands/close-assist.ts'
import { offerHelp } from '../commands/offer-help.ts'
import { mayOffer } from '../policy.ts'
import { assistCards, assistFacts, listedAssists } from '../queries/assists.ts'
import { bodyNames, openEntries } from '../queries/entries.ts'
import { assistPathOf, isKnown } from '../rules.ts'
import { AssistPage } from '../views/assist.tsx'
import { AskPage, AssistsPage } from '../views/assists.tsx'
import type { Values } from '../views/pieces.tsx'
import { pairingPages } from './pairing.tsx'
import { askingOf, assistAt, convening, keepPrivate, valuesOf } from './place.ts'

export type Filled = { readonly form: string; readonly values: Values; readonly problem?: Problem }

export function assistingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/library/assists', (c) => drawList(c, kit))
  app.get('/library/assists/new', (c) => drawAsk(c, kit))
  app.post('/library/assists', (c) => askThem(c, kit))
  app.get('/library/assists/:assist', (c) => drawAssist(c, kit))
  app.post('/library/assists/:assist/offers', (c) => offer(c, kit))
  app.post('/library/assists/:assist/end', async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, closeAssist, { assist: assistAt(c), reason: form.text('reason') }, c.var.page.actor)
    return goTo(c, assistPathOf(assistAt(c)))
  })
  app.route('/', pairingPages(kit, drawAssist))
  return app
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const state = isKnown(['open', 'closed'] as const, c.req.query('state')) ?? 'open'
  if (page.actor.person !== null) keepPrivate(c)
  return c.html(
    <AssistsPage
      page={page}
      assists={await listedAssists(db, askingOf(c), state)}
      state={state}
      mayAsk={(await convening(db, askingOf(c))).length > 0}
    />,
  )
}

type Asked = {
  readonly values: Values
  readonly kinds: readonly string[]
  readonly languages: readonly string[]
  readonly problem: Problem
}

async function drawAsk(c: PageContext, kit: Kit, asked?: Asked): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  demand(namedOrHub(page.actor))
  keepPrivate(c)
  const values = asked?.values ?? {}
  return c.html(
    <AskPage
      page={page}
      bodies={await convening(db, askingOf(c))}
      values={{ ...values, sending: values['sending'] ?? outside.uuid() }}
      kinds={asked?.kinds ?? []}
      languages={asked?.languages ?? [page.say.locale]}
      problem={asked?.problem}
    />,
  )
}

async function askThem(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const values = valuesOf(form, ['sending', 'body', 'language', 'question', 'context', 'tried', 'audience', 'until'])
  const [kinds, languages] = [form.all('kinds'), form.all('languages')]
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, askPeers, { ...values, kinds, languages }, c.var.page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw: (problem) => drawAsk(c, kit, { values, kinds, languages, problem }) },
  )
}

export async function drawAssist(c: PageContext, shared: Kit, filled: Filled = { form: '', values: {} }): Promise<Response> {
  const { page } = c.var
  const kit = shared.forOnePage()
  const { db } = kit.runner
  const id = assistAt(c)
  const { row, asker, pairs, facts } = await assistFacts(db, id, askingOf(c))
  const [card] = await assistCards(db, [row], page.say.locale)
  if (card === undefined) throw new TypeError('a question that was found has a card')
  if (page.actor.person !== null) keepPrivate(c)
  const bodies = await convening(db, askingOf(c))
  const stateOf = (body: string) => pairs.find(({ offer: one }) => one.body_id === body)?.offer.state ?? null
  const entries = pairs.flatMap(({ note }) => note?.entry_id ?? [])
  const published = entries.length === 0 ? [] : await openEntries(db).where('id', 'in', entries).execute()
  const thing = { sort: 'peer-assist', scope: id, subject: id, path: card.path, toAuthor: false }
  return c.html(
    <AssistPage
      page={page}
      assist={{ ...card, context: row.context, tried: row.tried }}
      hidden={facts.hidden}
      asker={asker}
      pairs={pairs.filter(({ helper, note }) => asker || helper || note?.agreed_at != null)}
      names={await bodyNames(
        db,
        pairs.map(({ offer: one }) => one.body_id),
        page.say.locale,
      )}
      published={new Set(published.map((one) => one.id))}
      offering={bodies.filter(
        (body) => mayOffer(page.actor, { ...facts, convenes: true, own: body.id === row.body_id, before: stateOf(body.id) }).ok,
      )}
      sections={facts.hidden ? [] : await kit.thingSections(page, thing)}
      {...filled}
    />,
  )
}

async function offer(c: PageContext, kit: Kit): Promise<Response> {
  const assist = assistAt(c)
  const values = valuesOf(await readForm(c), ['body', 'who', 'available', 'lived', 'language'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, offerHelp, { assist, ...values }, c.var.page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw: (problem) => drawAssist(c, kit, { form: 'offer', values, problem }) },
  )
}
