import { Hono } from 'hono'
import type { Command } from '../../core/command.ts'
import { perform } from '../../core/perform.ts'
import type { Reading } from '../../core/published.ts'
import { refuse } from '../../core/refused.ts'
import { attempt, readForm } from '../../web/form.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../web/page.ts'
import { answerMerger } from './commands/answer-merger.ts'
import { answerTie } from './commands/answer-tie.ts'
import { dismissLikeness } from './commands/dismiss-likeness.ts'
import { endTie } from './commands/end-tie.ts'
import { giveObjection } from './commands/give-objection.ts'
import { proposeMerger } from './commands/propose-merger.ts'
import { proposeTie } from './commands/propose-tie.ts'
import { undoMerger } from './commands/undo-merger.ts'
import { mayDecide, mayEnd } from './policy.ts'
import { demandHere, type Here } from './queries/here.ts'
import { likenessesOf } from './queries/likenesses.ts'
import { mergersOf } from './queries/mergers.ts'
import { tiesOf } from './queries/ties.ts'
import { wordsRow, type WordsOf } from './queries/words.ts'
import { no } from './refusals.ts'
import type { Filled } from './views/pieces.tsx'
import { SaidPage, TiesPage } from './views/ties.tsx'

const AT = '/communities/:slug'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const said = ['text', 'language']
  app.get(`${AT}/ties`, (c) => draw(c, kit))
  app.post(`${AT}/ties`, (c) => send(c, kit, { form: 'propose', names: ['sending', 'other', 'sort', ...said], deed: proposeTie }))
  app.post(`${AT}/ties/:tie/answer`, (c) =>
    send(c, kit, { form: `answer-${c.req.param('tie')}`, names: ['accepts', ...said], deed: answerTie, choice: 'accepts' }),
  )
  app.post(`${AT}/ties/:tie/ending`, (c) => send(c, kit, { form: `end-${c.req.param('tie')}`, names: said, deed: endTie }))
  app.post(`${AT}/mergers`, (c) => send(c, kit, { form: 'same', names: ['sending', 'into', ...said], deed: proposeMerger }))
  app.get(`${AT}/ties/:id{[0-9a-f-]{36}}`, (c) => drawOne(c, kit, 'tie'))
  app.get(`${AT}/mergers/:id{[0-9a-f-]{36}}`, (c) => drawOne(c, kit, 'merger'))
  app.post(`${AT}/likenesses/:other`, (c) => takeUp(c, kit))
  app.post(`${AT}/likenesses/:other/dismissal`, (c) => send(c, kit, { form: '', names: [], deed: dismissLikeness }))
  app.post(`${AT}/mergers/:merger/answer`, (c) => send(c, kit, { form: '', names: ['agrees'], deed: answerMerger, choice: 'agrees' }))
  app.post(`${AT}/mergers/:merger/objection`, (c) => send(c, kit, { form: '', names: ['objects'], deed: giveObjection, choice: 'objects' }))
  app.post(`${AT}/mergers/:merger/undo`, (c) => send(c, kit, { form: '', names: [], deed: undoMerger }))
  return app
}

const readingOf = (c: PageContext, kit: Kit): Reading => ({ actor: c.var.page.actor, now: c.var.page.now, outside: kit.runner.outside })

async function hereOf(c: PageContext, kit: Kit): Promise<Here> {
  const here = await demandHere(kit.runner.db, readingOf(c, kit), { slug: c.req.param('slug') ?? '' })
  if (here.community.access === 'hidden' || c.var.page.actor.account !== null) c.header('cache-control', 'private, no-store')
  return here
}

async function draw(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { community, asking } = await hereOf(c, kit)
  const reading = readingOf(c, kit)
  return c.html(
    <TiesPage
      page={c.var.page}
      community={community}
      ties={await tiesOf(kit.runner.db, reading, community)}
      mergers={await mergersOf(kit.runner.db, reading, community)}
      likenesses={await likenessesOf(kit.runner.db, reading, community)}
      decides={mayDecide(asking).ok}
      mayEnd={mayEnd(asking).ok}
      sending={kit.runner.outside.uuid()}
      filled={filled}
    />,
  )
}

/** One of them by itself, for whoever may know of it. */
async function drawOne(c: PageContext, shared: Kit, sort: WordsOf): Promise<Response> {
  const kit = shared.forOnePage()
  const { community } = await hereOf(c, kit)
  const { db } = kit.runner
  const known = await (sort === 'tie' ? tiesOf : mergersOf)(db, readingOf(c, kit), community)
  const what = known.find(({ id }) => id === c.req.param('id')) ?? refuse(no(`${sort}.missing`))
  const scope = (await wordsRow(db, { sort, id: what.id }))?.scope ?? community.id
  const thing = { sort, scope, subject: what.id, path: `${community.path}/${sort}s/${what.id}`, toAuthor: false }
  const sections = what.said === null ? [] : await kit.thingSections(c.var.page, thing)
  return c.html(<SaidPage page={c.var.page} community={community} what={what} sections={sections} />)
}

/** What the hub said of the two becomes a proposal of a steward: which of them would end, and why. */
async function takeUp(c: PageContext, kit: Kit): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const reading = readingOf(c, kit)
  const id = c.req.param('other') ?? ''
  const known = await likenessesOf(kit.runner.db, reading, community)
  const { other } = known.find((one) => one.other.id === id) ?? refuse(no('likeness.missing'))
  const form = await readForm(c)
  const ends = form.text('ends') === 'other'
  const [ending, into] = ends ? [other.id, community.path] : [community.id, other.path]
  const values = Object.fromEntries(['sending', 'ends', 'text', 'language'].map((name) => [name, form.text(name)]))
  return attempt(
    c,
    async () => {
      await kit.limits.spend(proposeMerger.limit ?? 'write', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, proposeMerger, { ...values, community: ending, into }, c.var.page.actor)
    },
    {
      done: () => goTo(c, `${community.path}/ties`),
      redraw: (problem) => draw(c, kit, { form: `alike-${other.id}`, values, problem }),
    },
  )
}

type Sending<Input, Facts, Result> = {
  readonly form: string
  readonly names: readonly string[]
  readonly deed: Command<Input, Facts, Result>
  /** The field that says yes or no. */
  readonly choice?: string
}

async function send<Input, Facts, Result>(c: PageContext, kit: Kit, sending: Sending<Input, Facts, Result>): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const form = await readForm(c)
  const values = Object.fromEntries(sending.names.map((name) => [name, form.text(name)]))
  const { choice } = sending
  const answer = choice === undefined ? {} : { [choice]: values[choice] === '' ? undefined : values[choice] === 'yes' }
  const of = { tie: c.req.param('tie'), merger: c.req.param('merger'), other: c.req.param('other') }
  const input = { ...of, ...values, ...answer, community: community.id }
  return attempt(
    c,
    async () => {
      await kit.limits.spend(sending.deed.limit ?? 'write', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, sending.deed, input, c.var.page.actor)
    },
    {
      done: () => goTo(c, `${community.path}/ties`),
      redraw: (problem) => draw(c, kit, { form: sending.form, values, problem }),
    },
  )
}
