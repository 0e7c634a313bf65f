import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { subjectKey, type Published, type Publications } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { chooseOrder } from '../commands/choose-order.ts'
import { endMute } from '../commands/end-mute.ts'
import { markReading } from '../commands/mark-reading.ts'
import { muteSubject } from '../commands/mute-subject.ts'
import { signedIn } from '../policy.ts'
import { ownFeed } from '../queries/own-feed.ts'
import { stateOf } from '../queries/state.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { cursorFrom, ORDERS } from '../rules.ts'
import { OwnFeedPage } from '../views/feed.tsx'
import { MutePage, type MuteWritten } from '../views/mute.tsx'
import { OrderPage, type OrderWritten } from '../views/order.tsx'
import { keepPrivate, readingAt } from './around.ts'

/** One’s own feed: to read it, to put it in order, and to mute. */
export function readingPages(kit: Kit, publications: Publications): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/feed', (c) => drawFeed(c, kit, publications))
  app.get('/me/feed/order', (c) => drawOrder(c, kit))
  app.post('/me/feed/order', (c) => order(c, kit))
  app.post('/me/feed/mark', async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, markReading, { until: form.text('until') }, c.var.page.actor)
    return goTo(c, '/me/feed?done=marked')
  })
  app.get('/me/feed/mute', async (c) =>
    drawMute(c, { kit, publications, thing: await thingAt(c, kit, publications, c.req.query('thing')) }),
  )
  app.post('/me/feed/mute', (c) => mute(c, kit, publications))
  // One press ends all of a sort (calls), from the pages of the room that they are of.
  app.post('/me/feed/mute/kind', async (c) => {
    const what = (await readForm(c)).text('kind')
    await perform(kit.runner, muteSubject, { sort: 'kind', what, days: null }, c.var.page.actor)
    return goTo(c, '/me/follows?saved=1')
  })
  app.post('/me/feed/mute/end', async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, endMute, { sort: form.text('kind'), what: form.text('what') }, c.var.page.actor)
    return goTo(c, '/me/follows?saved=1')
  })
  return app
}

async function drawFeed(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const order = ORDERS.find((one) => one === c.req.query('order'))
  const cursor = cursorFrom(c.req.query('after'))
  const feed = await ownFeed(kit.forOnePage().runner.db, { publications, reading: readingAt(c, kit), order, cursor })
  keepPrivate(c)
  const done = (['marked', 'adopted'] as const).find((one) => one === c.req.query('done'))
  return c.html(<OwnFeedPage page={page} feed={feed} muted={c.req.query('muted') === 'show'} first={cursor === null} done={done} />)
}

async function drawOrder(
  c: PageContext,
  kit: Kit,
  again?: { readonly written: OrderWritten; readonly problem: Problem },
): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const { order: chosen, weights, languages } = await stateOf(kit.runner.db, kit.runner.outside.keys, page.actor.account)
  keepPrivate(c)
  const written = again?.written ?? {
    ...{ order: chosen, half: String(weights.half), language: String(weights.language) },
    ...{ awaits: String(weights.awaits), running: String(weights.running), languages: languages.join(', ') },
  }
  return c.html(<OrderPage page={page} written={written} problem={again?.problem} />)
}

async function order(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const written = {
    ...{ order: form.text('order'), half: form.text('half'), language: form.text('language') },
    ...{ awaits: form.text('awaits'), running: form.text('running'), languages: form.text('languages') },
  }
  const weights = {
    half: Number(written.half),
    language: Number(written.language),
    awaits: Number(written.awaits),
    running: Number(written.running),
  }
  const input = { order: written.order, weights, languages: written.languages.split(/[\s,،]+/).filter((one) => one !== '') }
  return attempt(c, () => perform(kit.runner, chooseOrder, input, c.var.page.actor), {
    done: () => goTo(c, '/me/feed'),
    redraw: (problem) => drawOrder(c, kit, { written, problem: { ...problem, fields: listed(problem) } }),
  })
}

/** One field holds all languages: what is wrong with the third of them is said at the field. */
const listed = ({ fields }: Problem): Problem['fields'] =>
  new Map([...fields].map(([field, sentence]) => [field.replace(/^weights\./, '').replace(/\.\d+$/, ''), sentence]))

async function thingAt(c: PageContext, kit: Kit, publications: Publications, key: string | undefined): Promise<Published> {
  demand(signedIn(c.var.page.actor))
  const [sort = '', id = ''] = (key ?? '').split(/:(.*)/s)
  const [thing] = (await publications.named(sort)?.byIds(kit.runner.db, [id], readingAt(c, kit))) ?? []
  return thing ?? refuse(no('feed.missing'))
}

type Muting = { readonly kit: Kit; readonly publications: Publications; readonly thing: Published }

async function drawMute(
  c: PageContext,
  { kit, publications, thing }: Muting,
  again?: { readonly written: MuteWritten; readonly problem: Problem },
): Promise<Response> {
  const named = await subjectsNamed(kit.runner.db, thing.subjects, { publications, reading: readingAt(c, kit) })
  keepPrivate(c)
  const subjects = thing.subjects.flatMap((subject) => named.get(subjectKey(subject)) ?? [])
  return c.html(<MutePage page={c.var.page} thing={thing} subjects={subjects} written={again?.written} problem={again?.problem} />)
}

async function mute(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const form = await readForm(c)
  const written = { what: form.text('what'), word: form.text('word'), days: form.text('days') }
  const thing = await thingAt(c, kit, publications, form.text('thing'))
  const what =
    written.what === 'word'
      ? { sort: 'word', what: written.word }
      : written.what === 'kind'
        ? { sort: 'kind', what: thing.sort }
        : { sort: 'subject', what: written.what }
  const input = { ...what, days: written.days === '' ? null : written.days }
  return attempt(c, () => perform(kit.runner, muteSubject, input, c.var.page.actor), {
    done: () => goTo(c, '/me/follows?saved=1'),
    redraw: (problem) => drawMute(c, { kit, publications, thing }, { written, problem: atItsField(problem, written) }),
  })
}

/** A word is asked for in a field of its own. */
const atItsField = (problem: Problem, { what }: MuteWritten): Problem => {
  const fault = problem.fields.get('what')
  return what !== 'word' || fault === undefined ? problem : { ...problem, fields: new Map([['word', fault]]) }
}
