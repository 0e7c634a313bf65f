import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { countOpening } from '../commands/count-opening.ts'
import { sendCall } from '../commands/send-call.ts'
import { withdrawCall } from '../commands/withdraw-call.ts'
import { maySend, mayWithdraw } from '../policy.ts'
import { audienceOf, isAllowed, subjectsOf, type Audience, type FollowersOf } from '../queries/audience.ts'
import { runningCalls, seenCall, sentIn } from '../queries/calls.ts'
import { demandSender, senderOf, type Sender } from '../queries/senders.ts'
import type { Call } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST } from '../rules.ts'
import { CallPage, CallsPage, type SubjectName } from '../views/calls.tsx'
import { first, type Values } from '../views/pieces.tsx'
import { WriteCallPage } from '../views/write-call.tsx'
import { readingOf, valuesIn } from './place.ts'

export function callPages(kit: Kit, followersOf: FollowersOf): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/calls', async (c) => c.html(<CallsPage page={c.var.page} calls={await runningCalls(kit.runner.db, readingOf(c, kit), null)} />))
  app.get('/calls/new', async (c) => drawForm(c, kit, { from: c.req.query('from') ?? '', values: {}, audience: null }))
  app.post('/calls', (c) => write(c, kit, followersOf))
  app.get('/calls/:call', (c) => drawCall(c, kit))
  app.get('/calls/:call/go', async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    const { to } = await perform(kit.runner, countOpening, { call: c.req.param('call') }, c.var.page.actor)
    c.header('cache-control', 'private, no-store')
    return goTo(c, to)
  })
  app.post('/calls/:call/withdrawal', async (c) => {
    await readForm(c)
    await kit.limits.spend('write', c.var.visitor)
    const call = c.req.param('call')
    await perform(kit.runner, withdrawCall, { call }, c.var.page.actor)
    return goTo(c, `/calls/${call}`)
  })
  return app
}

async function senderFrom(c: PageContext, kit: Kit, from: string): Promise<Sender> {
  const [sort, id = ''] = from.split(':')
  if (sort !== 'body' && sort !== 'community') return refuse(no('pulse.sender-missing'))
  return demandSender(kit.runner.db, readingOf(c, kit), { sort, id })
}

type Drawing = { readonly from: string; readonly values: Values; readonly problem?: Problem; readonly audience: Audience | null }

async function drawForm(c: PageContext, kit: Kit, { from, values, problem, audience }: Drawing): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const sender = await senderFrom(c, kit, from)
  demand(maySend(page.actor, sender))
  c.header('cache-control', 'private, no-store')
  return c.html(
    <WriteCallPage
      page={page}
      sender={sender}
      sending={first(values, 'sending') ?? outside.uuid()}
      left={Math.max(0, MOST.aMonth - (await sentIn(db, sender.id, page.now)))}
      topics={(await topics.all(db, page.say.locale)).filter(({ sensitive }) => !sensitive)}
      values={values}
      problem={problem}
      audience={audience}
    />,
  )
}

/** Each line is what a reader would type; what nobody knows stays as it was written, and is refused by its name. */
async function placesIn(kit: Kit, text: string, locale: string): Promise<readonly string[]> {
  const lines = text.split('\n').flatMap((line) => line.trim() || [])
  const found = await Promise.all(
    lines.map(async (line) => (await places.found(kit.runner.db, line, locale, 1))[0]?.id ?? line.slice(0, 40)),
  )
  return [...new Set(found)]
}

async function write(c: PageContext, kit: Kit, followersOf: FollowersOf): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const names = page.locales.flatMap((language) => [`title-${language}`, `text-${language}`])
  const values = valuesIn(form, ['sending', 'from', 'to', 'topics', 'places', 'endsOn', ...names])
  const from = first(values, 'from') ?? ''
  const sender = await senderFrom(c, kit, from)
  const chosen = { topics: values['topics'] ?? [], places: await placesIn(kit, first(values, 'places') ?? '', page.say.locale) }
  const texts = page.locales.flatMap((language) => {
    const [title, text] = [form.text(`title-${language}`), form.text(`text-${language}`)]
    return title === '' && text === '' ? [] : [{ language, title, text }]
  })
  const input = {
    ...chosen,
    sort: sender.sort,
    sender: sender.id,
    sending: form.text('sending'),
    texts,
    to: form.text('to'),
    endsOn: form.text('endsOn'),
  }
  const redraw = (problem: Problem) => drawForm(c, kit, { from, values, problem: placed(problem, texts), audience: null })
  if (form.text('step') === 'preview')
    return attempt(c, () => preview(c, kit, { sender, chosen, followersOf }), {
      done: (audience) => drawForm(c, kit, { from, values, audience }),
      redraw,
    })
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, sendCall(followersOf), input, page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw },
  )
}

type Previewed = {
  readonly sender: Sender
  readonly chosen: { topics: readonly string[]; places: readonly string[] }
  readonly followersOf: FollowersOf
}

async function preview(c: PageContext, kit: Kit, { sender, chosen, followersOf }: Previewed): Promise<Audience> {
  const { db } = kit.runner
  const { actor, say } = c.var.page
  demand(maySend(actor, sender))
  demand(await isAllowed(db, chosen))
  return audienceOf(db, { sender, subjects: subjectsOf(sender, chosen), locale: say.locale }, followersOf)
}

/** The texts are a list for programs, and a title and a text for each language on the page. */
function placed(problem: Problem, texts: readonly { readonly language: string }[]): Problem {
  const fields = [...problem.fields].map(([field, sentence]) => {
    const [, index, part] = /^texts\.(\d+)\.(title|text)$/.exec(field) ?? []
    const language = texts[Number(index)]?.language
    if (part !== undefined && language !== undefined) return [`${part}-${language}`, sentence] as const
    return [field === 'texts' ? 'title-en' : (field.split('.')[0] ?? field), sentence] as const
  })
  return { ...problem, fields: new Map(fields) }
}

async function drawCall(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { call } = await seenCall(db, readingOf(c, kit), c.req.param('call') ?? '')
  // What the reader is there is asked for those alone who could take it back.
  const sender = call.over || page.actor.person === null ? null : await senderOf(db, readingOf(c, kit), call.sender)
  const thing = { sort: 'call', scope: call.id, subject: call.id, path: call.path, toAuthor: false }
  return c.html(
    <CallPage
      page={page}
      call={call}
      audience={await namedSubjects(c, kit, call)}
      mayWithdraw={sender !== null && mayWithdraw(page.actor, sender).ok}
      sections={await kit.thingSections(page, thing)}
    />,
  )
}

async function namedSubjects(c: PageContext, kit: Kit, call: Call): Promise<readonly SubjectName[]> {
  const { db } = kit.runner
  const { locale } = c.var.page.say
  const of = (wanted: string) => call.subjects.flatMap(({ sort, id }) => (sort === wanted ? [id] : []))
  const known = await topics.named(db, of('topic'), locale)
  const there = await places.named(db, of('place'), locale)
  return call.subjects.map(({ sort, id }) => {
    const found = known.get(id) ?? there.get(id) ?? (id === call.sender.id ? call.sender : undefined)
    return found === undefined
      ? { sort, name: null, language: 'und', path: null }
      : { sort, name: found.name, language: found.language, path: found.path }
  })
}
