import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { addDecision, settleDecision } from '../commands/add-decision.ts'
import { callOffEvent } from '../commands/call-off-event.ts'
import { addDate, changeDate } from '../commands/change-date.ts'
import { checkEvent } from '../commands/edit-event.ts'
import { discardDraft, publishEvent } from '../commands/publish-event.ts'
import { recordDoor } from '../commands/record-door.ts'
import { translateEvent } from '../commands/translate-event.ts'
import { writeMinutes } from '../commands/write-minutes.ts'
import { mayHold } from '../policy.ts'
import { guestsOf } from '../queries/answers.ts'
import { demandEvent, seenDates } from '../queries/seen-event.ts'
import { atOf, wholeDate } from '../queries/whole-event.ts'
import { WriteAfterwardsPage } from '../views/afterwards.tsx'
import type { Filled } from '../views/props.ts'
import { AddDatePage, CallOffPage, ChangeDatePage, TranslatePage } from '../views/change.tsx'
import { DeskPage, PaperPage } from '../views/desk.tsx'
import { DATE, dateAt, EVENT, keepPrivate, numberIn, readingOf, slotAt, valuesOf, whenFrom } from './place.ts'
import { localOf, pathOf } from '../rules.ts'

/** For those who hold it, once it stands: publish, move, call off, count, and what comes afterwards. */
export function keepingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.post(`${EVENT}/publication`, async (c) => {
    const { path } = await perform(kit.runner, publishEvent, { event: c.req.param('event') }, c.var.page.actor)
    return goTo(c, `${path}?done=published`)
  })
  app.post(`${EVENT}/check`, async (c) => {
    const event = c.req.param('event') ?? ''
    await perform(kit.runner, checkEvent, { event }, c.var.page.actor)
    return goTo(c, `${pathOf(event)}?done=checked`)
  })
  app.post(`${EVENT}/discarding`, async (c) => {
    const { host } = await seenAt(c, kit)
    await perform(kit.runner, discardDraft, { event: c.req.param('event') }, c.var.page.actor)
    return goTo(c, `${host.path}/events`)
  })
  app.get(`${EVENT}/calling-off`, (c) => drawCallingOff(c, kit, {}))
  app.post(`${EVENT}/calling-off`, (c) => callOff(c, kit))
  app.get(`${EVENT}/translation`, (c) => drawTranslation(c, kit, {}))
  app.post(`${EVENT}/translation`, (c) => translate(c, kit))
  app.get(`${EVENT}/dates`, (c) => drawAdding(c, kit, {}))
  app.post(`${EVENT}/dates`, (c) => addOne(c, kit))
  app.get(`${DATE}/change`, (c) => drawChange(c, kit, {}))
  app.post(`${DATE}/change`, (c) => change(c, kit))
  app.get(`${DATE}/desk`, (c) => drawDesk(c, kit, DeskPage))
  app.get(`${DATE}/paper`, (c) => drawDesk(c, kit, PaperPage))
  app.post(`${DATE}/door`, (c) => record(c, kit))
  app.get(`${DATE}/minutes`, (c) => drawMinutes(c, kit, {}))
  app.post(`${DATE}/minutes`, (c) => write(c, kit))
  app.post(`${DATE}/decisions`, (c) => decide(c, kit))
  app.post(`${DATE}/decisions/:number`, async (c) => {
    const done = (await readForm(c)).text('done') === 'yes'
    await perform(kit.runner, settleDecision, { ...slotAt(c), number: numberIn(c.req.param('number')), done }, c.var.page.actor)
    return toDate(c, 'decisions')
  })
  return app
}

const seenAt = (c: PageContext, kit: Kit) => demandEvent(kit.runner.db, readingOf(c, kit), c.req.param('event') ?? '')

function toDate(c: PageContext, part: string): Response {
  const { event, slot } = slotAt(c)
  return goTo(c, `${pathOf(event, slot)}?done=saved#${part}`)
}

async function drawCallingOff(c: PageContext, kit: Kit, filled: Filled): Promise<Response> {
  const { page } = c.var
  const seen = await seenAt(c, kit)
  demand(mayHold(page.actor, seen.host))
  const slots = (await seenDates(kit.runner.db, seen))
    .filter(({ starts_at: at, state }) => at > page.now && state === 'on')
    .map(({ slot }) => slot)
  keepPrivate(c)
  return c.html(<CallOffPage page={page} seen={seen} slots={slots.slice(0, 80)} filled={filled} />)
}

async function callOff(c: PageContext, kit: Kit): Promise<Response> {
  const event = c.req.param('event') ?? ''
  const values = valuesOf(await readForm(c), ['reason', 'language', 'from'])
  return attempt(c, () => perform(kit.runner, callOffEvent, { event, ...values, from: values['from'] || null }, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}?done=called-off`),
    redraw: (problem) => drawCallingOff(c, kit, { values, problem }),
  })
}

async function drawTranslation(c: PageContext, kit: Kit, filled: Filled): Promise<Response> {
  const seen = await seenAt(c, kit)
  demand(mayHold(c.var.page.actor, seen.host))
  keepPrivate(c)
  return c.html(<TranslatePage page={c.var.page} seen={seen} filled={filled} />)
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), ['language', 'title', 'text', 'whom', 'venue', 'directions', 'access', 'cost'])
  return attempt(c, () => perform(kit.runner, translateEvent, { event: c.req.param('event'), ...values }, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}?done=saved`),
    redraw: (problem) => drawTranslation(c, kit, { values, problem }),
  })
}

async function drawAdding(c: PageContext, kit: Kit, filled: Filled): Promise<Response> {
  const seen = await seenAt(c, kit)
  demand(mayHold(c.var.page.actor, seen.host))
  keepPrivate(c)
  return c.html(<AddDatePage page={c.var.page} seen={seen} filled={filled} />)
}

async function addOne(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), ['starts', 'ends', 'source'])
  const when = whenFrom(values['starts'] ?? '', values['ends'] ?? '')
  return attempt(c, () => perform(kit.runner, addDate, { event: c.req.param('event'), when, source: values['source'] }, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}?done=saved`),
    redraw: (problem) => drawAdding(c, kit, { values, problem }),
  })
}

async function drawChange(c: PageContext, kit: Kit, filled: Filled): Promise<Response> {
  const seen = await dateAt(c, kit)
  demand(mayHold(c.var.page.actor, seen.host))
  keepPrivate(c)
  return c.html(<ChangeDatePage page={c.var.page} seen={seen} filled={filled} />)
}

async function change(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const { date, row } = await dateAt(c, kit)
  const values = valuesOf(form, ['starts', 'ends', 'note', 'reason', 'source', 'language', 'callOff'])
  const when = whenFrom(values['starts'] ?? '', values['ends'] ?? '')
  const same = sameTimes(when, { starts: date.starts_at, ends: date.ends_at, zone: row.zone })
  const { starts: _starts, ends: _ends, callOff: off, ...words } = values
  const input = { ...slotAt(c), ...words, callOff: off !== undefined, when: same ? null : when }
  return attempt(c, () => perform(kit.runner, changeDate, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}?done=changed`),
    redraw: (problem) => drawChange(c, kit, { values, problem }),
  })
}

function sameTimes(when: ReturnType<typeof whenFrom>, at: { readonly starts: Date; readonly ends: Date; readonly zone: string }): boolean {
  const { day, time } = localOf(at.starts, at.zone)
  return when.day === day && when.time === time && when.minutes === (at.ends.getTime() - at.starts.getTime()) / 60_000
}

async function drawDesk(c: PageContext, kit: Kit, View: typeof DeskPage): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const seen = await dateAt(c, kit)
  demand(mayHold(page.actor, seen.host))
  keepPrivate(c)
  return c.html(<View page={page} seen={seen} guests={await guestsOf(db, outside.keys, atOf(seen))} />)
}

async function record(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const input = { ...slotAt(c), came: form.all('came'), walkIns: numberIn(form.text('walkIns')) ?? 0 }
  await perform(kit.runner, recordDoor, input, c.var.page.actor)
  const { event, slot } = slotAt(c)
  return goTo(c, `${pathOf(event, slot)}/desk?done=saved#door`)
}

async function drawMinutes(
  c: PageContext,
  kit: Kit,
  { minutes = {}, decision = {} }: { minutes?: Filled; decision?: Filled },
): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const seen = await dateAt(c, kit)
  demand(mayHold(page.actor, seen.host))
  keepPrivate(c)
  const whole = await wholeDate(db, { ...readingOf(c, kit), outside }, seen)
  return c.html(<WriteAfterwardsPage page={page} whole={whole} minutes={minutes} decision={decision} />)
}

async function write(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), ['text', 'language', 'publish'])
  const { publish, ...words } = values
  return attempt(c, () => perform(kit.runner, writeMinutes, { ...slotAt(c), ...words, publish: publish !== undefined }, c.var.page.actor), {
    done: () => toDate(c, 'decisions'),
    redraw: (problem) => drawMinutes(c, kit, { minutes: { values, problem } }),
  })
}

async function decide(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), ['text', 'who', 'dueOn', 'language'])
  return attempt(c, () => perform(kit.runner, addDecision, { ...slotAt(c), ...values }, c.var.page.actor), {
    done: () => toDate(c, 'decisions'),
    redraw: (problem) => drawMinutes(c, kit, { decision: { values, problem } }),
  })
}
