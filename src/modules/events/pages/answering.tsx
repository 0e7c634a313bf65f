import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { changeAnswer, giveAnswer, withdrawAnswer } from '../commands/give-answer.ts'
import { answerPoint, endorsePoint, proposePoint } from '../commands/propose-point.ts'
import { companyOf, linkedAnswer } from '../queries/answers.ts'
import { hostSeen } from '../queries/host.ts'
import { wholeAnswer } from '../queries/linked.ts'
import { qrOf } from '../../../web/qr.tsx'
import { wholeDate } from '../queries/whole-event.ts'
import { LinkedAnswerPage } from '../views/answer.tsx'
import type { Filled } from '../views/props.ts'
import { EventPage } from '../views/event.tsx'
import type { Values } from '../views/pieces.tsx'
import { DATE, dateAt, EVENT, keepPrivate, numberIn, readingOf, slotAt, valuesOf } from './place.ts'
import { pathOf } from '../rules.ts'

/** What everybody does with an event: read it, answer, propose. */
export function answeringPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(EVENT, (c) => draw(c, kit, {}))
  app.get(DATE, (c) => draw(c, kit, {}))
  app.post(`${DATE}/answers`, (c) => give(c, kit))
  app.post(`${DATE}/points`, (c) => propose(c, kit))
  app.post(`${DATE}/points/:point/voice`, async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    await perform(kit.runner, endorsePoint, { ...slotAt(c), point: c.req.param('point') }, c.var.page.actor)
    return back(c, 'voiced', 'agenda')
  })
  app.post(`${DATE}/points/:point/answer`, async (c) => {
    const form = await readForm(c)
    const asked = { ...slotAt(c), point: c.req.param('point'), taken: form.text('taken') === 'yes', reason: form.text('reason') }
    return attempt(c, () => perform(kit.runner, answerPoint, { ...asked, language: c.var.page.say.locale }, c.var.page.actor), {
      done: () => back(c, 'answered', 'agenda'),
      redraw: (problem) => draw(c, kit, { point: { problem } }),
    })
  })
  app.get('/event-answers/:link', (c) => drawLinked(c, kit, {}))
  app.post('/event-answers/:link', (c) => change(c, kit))
  app.post('/event-answers/:link/withdrawal', (c) => withdraw(c, kit))
  return app
}

const DONE = [
  'drafted',
  'handed-in',
  'saved',
  'published',
  'checked',
  'changed',
  'called-off',
  'answered',
  'voiced',
  'proposed',
  'withdrawn',
  'imported',
] as const
export const doneIn = (c: PageContext): string | null => DONE.find((one) => one === c.req.query('done')) ?? null

const back = (c: PageContext, done: (typeof DONE)[number], part: string): Response => {
  const { event, slot } = slotAt(c)
  return goTo(c, `${pathOf(event, slot)}?done=${done}#${part}`)
}

async function draw(c: PageContext, shared: Kit, { answer = {}, point = {} }: { answer?: Filled; point?: Filled }): Promise<Response> {
  const { page } = c.var
  const kit = shared.forOnePage()
  const { db, outside } = kit.runner
  const seen = await dateAt(c, kit)
  const whole = await wholeDate(db, { ...readingOf(c, kit), outside }, seen)
  // The form bears an id of its own: what is sent twice is one.
  c.header('cache-control', page.actor.account === null ? 'no-store' : 'private, no-store')
  const thing = { sort: 'event', scope: whole.row.host_id, subject: whole.row.id, path: pathOf(whole.row.id), toAuthor: false }
  return c.html(
    <EventPage
      page={page}
      whole={whole}
      done={doneIn(c)}
      sections={whole.card?.open === true ? await kit.thingSections(page, thing) : []}
      answer={answer}
      point={point}
      sending={outside.uuid()}
    />,
  )
}

const FIELDS = ['sending', 'answer', 'people', 'way', 'name', 'brings', 'needs', 'remind', 'shown']

function saidIn(form: Form): { readonly values: Values; readonly said: object } {
  const values = valuesOf(form, FIELDS)
  const { sending: _sending, shown, people, ...rest } = values
  return { values, said: { ...rest, people: numberIn(people ?? '1'), shown: shown !== undefined } }
}

async function give(c: PageContext, kit: Kit): Promise<Response> {
  const { values, said } = saidIn(await readForm(c))
  const { actor } = c.var.page
  return attempt(
    c,
    async () => {
      await kit.limits.spend('event-answer', c.var.visitor, actor.account)
      return perform(kit.runner, giveAnswer, { ...slotAt(c), sending: values['sending'], ...said }, actor)
    },
    {
      // Whoever has an account finds the answer on the page of the event; a stranger has its link alone.
      done: ({ link }) => (actor.account === null ? goTo(c, `/event-answers/${link}?done=answered`) : back(c, 'answered', 'answer')),
      redraw: (problem) => draw(c, kit, { answer: { values, problem } }),
    },
  )
}

async function propose(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), ['sending', 'text'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const input = { ...slotAt(c), sending: values['sending'], text: values['text'], language: c.var.page.say.locale }
      return perform(kit.runner, proposePoint, input, c.var.page.actor)
    },
    { done: () => back(c, 'proposed', 'agenda'), redraw: (problem) => draw(c, kit, { point: { values, problem } }) },
  )
}

async function drawLinked(c: PageContext, kit: Kit, filled: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const link = c.req.param('link') ?? ''
  const own = await wholeAnswer(db, outside.keys, { link, locale: page.say.locale, now: page.now })
  // The address is the key to it.
  keepPrivate(c)
  return c.html(
    <LinkedAnswerPage
      page={page}
      link={link}
      own={own}
      host={await hostSeen(db, readingOf(c, kit), { sort: own.event.host_sort, id: own.event.host_id })}
      qr={qrOf(address(page, `/event-answers/${link}`))}
      done={doneIn(c)}
      filled={filled}
      company={await companyOf(db, readingOf(c, kit), own.ref, own.row)}
    />,
  )
}

async function change(c: PageContext, kit: Kit): Promise<Response> {
  const link = c.req.param('link') ?? ''
  const { values, said } = saidIn(await readForm(c))
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, changeAnswer, { link, ...said }, c.var.page.actor)
    },
    { done: () => goTo(c, `/event-answers/${link}?done=answered`), redraw: (problem) => drawLinked(c, kit, { values, problem }) },
  )
}

async function withdraw(c: PageContext, kit: Kit): Promise<Response> {
  await kit.limits.spend('write', c.var.visitor)
  const { db, outside } = kit.runner
  const link = c.req.param('link') ?? ''
  const { ref } = await linkedAnswer(db, outside.keys, link)
  await perform(kit.runner, withdrawAnswer, { link }, c.var.page.actor)
  return goTo(c, `${pathOf(ref.event, ref.slot)}?done=withdrawn`)
}
