import { Hono } from 'hono'
import type { Command } from '../../../core/command.ts'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { addBlock } from '../commands/add-block.ts'
import { beginBlock, endBlock } from '../commands/begin-block.ts'
import { editBlock, moveBlock, removeBlock, writeBlockText } from '../commands/edit-block.ts'
import { closeSession, openSession } from '../commands/open-session.ts'
import { removeMaterial, writeMaterial } from '../commands/write-material.ts'
import { mayClose, mayEditSession, mayOpen, mayReadRunSheet } from '../policy.ts'
import { callOf } from '../queries/calls.ts'
import { bodiesOfSpeakers } from '../queries/programme.ts'
import { blocksOf, textsOfBlock } from '../queries/run-sheet.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { nextStart } from '../rules.ts'
import { BlockPage } from '../views/block.tsx'
import { EditBlockPage, NewBlockPage, type BlockTextValues, type BlockValues } from '../views/block-forms.tsx'
import { RunSheetPage } from '../views/run-sheet.tsx'
import { SESSION, sessionAt } from './address.ts'
import { fromClock, languageOptions, numberIn, toClock } from './form-values.ts'

const BLOCK = `${SESSION}/blocks/:block`

/** The run sheet: for the chair to follow, for organisers to write, and each block for every reader. */
export function runSheetPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${SESSION}/run-sheet`, (c) => showRunSheet(c, kit))
  app.post(`${SESSION}/opening`, (c) => onSession(c, kit, openSession))
  app.post(`${SESSION}/closing`, (c) => onSession(c, kit, closeSession))
  app.get(`${SESSION}/run-sheet/new`, (c) => drawNew(c, kit))
  app.post(`${SESSION}/run-sheet/new`, (c) => add(c, kit))
  app.get(BLOCK, (c) => showBlock(c, kit))
  app.get(`${BLOCK}/edit`, (c) => drawEdit(c, kit))
  app.post(`${BLOCK}/edit`, (c) => edit(c, kit))
  app.post(`${BLOCK}/texts`, (c) => writeText(c, kit))
  app.post(`${BLOCK}/materials`, (c) => addMaterial(c, kit))
  app.post(`${BLOCK}/materials/removal`, async (c) => {
    const { session } = await sessionAt(c, kit)
    const form = await readForm(c)
    await perform(kit.runner, removeMaterial, { session: session.id, material: form.text('material') }, c.var.page.actor)
    return goTo(c, `${session.path}/blocks/${c.req.param('block')}/edit#materials`)
  })
  app.post(`${BLOCK}/removal`, async (c) => {
    const { session } = await sessionAt(c, kit)
    await perform(kit.runner, removeBlock, { session: session.id, block: c.req.param('block') }, c.var.page.actor)
    return goTo(c, `${session.path}/run-sheet`)
  })
  app.post(`${BLOCK}/beginning`, (c) => onBlock(c, kit, beginBlock))
  app.post(`${BLOCK}/ending`, (c) => onBlock(c, kit, endBlock))
  app.post(`${BLOCK}/moves`, (c) => onBlock(c, kit, moveBlock))
  return app
}

/** The buttons beside a block; a move says its direction. */
async function onBlock<Input, Facts, Result>(c: PageContext, kit: Kit, command: Command<Input, Facts, Result>): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const direction = (await readForm(c)).text('direction')
  const block = c.req.param('block') ?? ''
  await perform(kit.runner, command, { session: session.id, block, direction }, c.var.page.actor)
  return goTo(c, `${session.path}/run-sheet#block-${encodeURIComponent(block)}`)
}

async function onSession<Facts, Result>(c: PageContext, kit: Kit, command: Command<{ session: string }, Facts, Result>): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  await perform(kit.runner, command, { session: session.id }, c.var.page.actor)
  return goTo(c, `${session.path}/run-sheet`)
}

async function showRunSheet(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { session, parts } = await sessionAt(c, kit)
  demand(mayReadRunSheet(page.actor, parts))
  const blocks = await blocksOf(kit.runner.db, session.id, page.say.locale)
  return c.html(
    <RunSheetPage
      page={page}
      session={session}
      blocks={blocks}
      bodies={await bodiesOfSpeakers(kit.runner.db, blocks, page.say.locale)}
      organiser={mayEditSession(page.actor, parts, session).ok}
      mayOpen={mayOpen(page.actor, parts, session).ok}
      mayClose={mayClose(page.actor, parts, session).ok}
    />,
  )
}

/** The block of an address, in its session. */
async function blockAt(c: PageContext, kit: Kit) {
  const seen = await sessionAt(c, kit)
  const blocks = await blocksOf(kit.runner.db, seen.session.id, c.var.page.say.locale)
  const block = blocks.find(({ id }) => id === c.req.param('block')) ?? refuse(no('block.missing'))
  return { ...seen, block }
}

async function showBlock(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { session, parts, block } = await blockAt(c, kit)
  return c.html(
    <BlockPage
      page={page}
      session={session}
      block={block}
      bodies={await bodiesOfSpeakers(kit.runner.db, [block], page.say.locale)}
      call={await callOf(kit.runner.db, session.id, block.id)}
      organiser={mayEditSession(page.actor, parts, session).ok}
    />,
  )
}

type NewBlock = { readonly id: string; readonly values: BlockValues & BlockTextValues }

async function drawNew(c: PageContext, kit: Kit, written?: NewBlock, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { session, parts } = await sessionAt(c, kit)
  demand(mayEditSession(page.actor, parts, session))
  const blocks = await blocksOf(kit.runner.db, session.id, page.say.locale)
  const values = written?.values ?? {
    ...{ sort: 'welcome', startsAt: toClock(nextStart(blocks, session.startsAt), session.zone), minutes: '15' },
    ...{ language: session.language, title: '', summary: '' },
  }
  return c.html(
    <NewBlockPage
      page={page}
      session={session}
      id={written?.id ?? kit.runner.outside.uuid()}
      values={values}
      languages={languageOptions(page, session.languages)}
      problem={problem}
    />,
  )
}

const planOf = (form: Form) => ({ sort: form.text('sort'), startsAt: form.text('startsAt'), minutes: form.text('minutes') })
const textOf = (form: Form) => ({ language: form.text('language'), title: form.text('title'), summary: form.text('summary') })
/** While the hours of its session are not set, the form does not ask when a block begins. */
const asked = (plan: BlockValues, { zone, hoursKnown }: SessionCard) => ({
  ...plan,
  startsAt: hoursKnown ? fromClock(plan.startsAt, zone) : undefined,
  minutes: numberIn(plan.minutes),
})

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const [plan, text, id] = [planOf(form), textOf(form), form.text('id')]
  const input = { session: session.id, id, ...asked(plan, session), text }
  return attempt(c, () => perform(kit.runner, addBlock, input, c.var.page.actor), {
    done: (made) => goTo(c, `${session.path}/blocks/${made.id}/edit`),
    redraw: (problem) => drawNew(c, kit, { id, values: { ...plan, ...text } }, ofText(problem)),
  })
}

function ofText(problem: Problem): Problem {
  return { ...problem, fields: new Map([...problem.fields].map(([field, sentence]) => [field.replace(/^text\./, ''), sentence] as const)) }
}

type Redrawn = {
  readonly plan?: BlockValues
  readonly planProblem?: Problem
  readonly text?: BlockTextValues
  readonly problem?: Problem
  readonly material?: { readonly id: string; readonly title: string; readonly language: string; readonly link: string }
  readonly materialProblem?: Problem
}

async function drawEdit(c: PageContext, kit: Kit, redrawn: Redrawn = {}): Promise<Response> {
  const { page } = c.var
  const { session, parts, block } = await blockAt(c, kit)
  demand(mayEditSession(page.actor, parts, session))
  const texts = await textsOfBlock(kit.runner.db, session.id, block.id)
  const language = c.req.query('language') ?? texts[0]?.language ?? session.language
  const text = texts.find((one) => one.language === language) ?? { language, title: '', summary: '' }
  const { outside } = kit.runner
  return c.html(
    <EditBlockPage
      page={page}
      session={session}
      block={block}
      plan={redrawn.plan ?? { sort: block.sort, startsAt: toClock(block.startsAt, session.zone), minutes: String(block.minutes) }}
      planProblem={redrawn.planProblem}
      text={redrawn.text ?? (c.req.query('template') === 'on' ? withTemplate(kit, block.sort, text) : text)}
      problem={redrawn.problem}
      written={texts.map((one) => one.language)}
      languages={languageOptions(page, session.languages)}
      fresh={{ speaker: outside.uuid(), material: redrawn.material?.id ?? outside.uuid() }}
      material={redrawn.material ?? { title: '', language, link: '' }}
      materialProblem={redrawn.materialProblem}
    />,
  )
}

/** The template behind what is written already, in the language of the text where the hub speaks it. */
function withTemplate(kit: Kit, sort: string, text: BlockTextValues): BlockTextValues {
  const say = kit.books.say(text.language)
  const template = sort === 'host' ? say('template.story') : sort === 'example' ? say('template.case') : ''
  return text.summary.includes(template) ? text : { ...text, summary: [text.summary, template].filter((part) => part !== '').join('\n\n') }
}

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const { session, block } = await blockAt(c, kit)
  const plan = planOf(await readForm(c))
  const input = { session: session.id, block: block.id, ...asked(plan, session) }
  return attempt(c, () => perform(kit.runner, editBlock, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}/run-sheet#block-${block.id}`),
    redraw: (planProblem) => drawEdit(c, kit, { plan, planProblem }),
  })
}

async function writeText(c: PageContext, kit: Kit): Promise<Response> {
  const { session, block } = await blockAt(c, kit)
  const text = textOf(await readForm(c))
  return attempt(c, () => perform(kit.runner, writeBlockText, { session: session.id, block: block.id, ...text }, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}/blocks/${block.id}`),
    redraw: (problem) => drawEdit(c, kit, { text, problem }),
  })
}

async function addMaterial(c: PageContext, kit: Kit): Promise<Response> {
  const { session, block } = await blockAt(c, kit)
  const form = await readForm(c)
  const material = { id: form.text('material'), title: form.text('title'), language: form.text('language'), link: form.text('link') }
  const { id, ...words } = material
  return attempt(
    c,
    () => perform(kit.runner, writeMaterial, { session: session.id, material: id, block: block.id, ...words }, c.var.page.actor),
    {
      done: () => goTo(c, `${session.path}/blocks/${block.id}/edit#materials`),
      redraw: (materialProblem) => drawEdit(c, kit, { material, materialProblem }),
    },
  )
}
