import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { acceptMandate, withdrawMandate } from '../commands/accept-mandate.ts'
import { castBallot } from '../commands/cast-ballot.ts'
import { claimMandate } from '../commands/claim-mandate.ts'
import { giveMandate } from '../commands/give-mandate.ts'
import { endNaming, nameIntermediary } from '../commands/name-intermediary.ts'
import { answerMandate, askMandate, reportMandate } from '../commands/report-mandate.ts'
import { mayServe } from '../policy.ts'
import { claimable, type Said } from '../queries/claims.ts'
import { ownFacts } from '../queries/intermediaries.ts'
import { namedBy } from '../queries/listed.ts'
import { wholeMandate } from '../queries/mandates.ts'
import { mandatePath } from '../rules.ts'
import { ClaimPage } from '../views/claim.tsx'
import { GivePage, MandatePage } from '../views/mandate.tsx'
import { NamingPage } from '../views/naming.tsx'
import type { Values } from '../views/pieces.tsx'
import { doneAt, idAt, keepPrivate, orNull, personIn, readingOf, stewardships, subjectIn, valuesOf } from './place.ts'

/** What stewards do: whom they trust, and who speaks for them; and what becomes of a mandate. */
export function givingPages(kit: Kit, said: Said): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/voices/naming', (c) => drawNaming(c, kit, { values: {} }))
  app.post('/voices/naming', (c) => name(c, kit))
  app.post('/voices/naming/end', (c) => end(c, kit))
  app.get('/voices/mandates/new', (c) => drawGive(c, kit, { values: {} }))
  app.post('/voices/mandates', (c) => give(c, kit))
  app.get('/voices/mandates/:mandate', (c) => drawMandate(c, kit, { values: {} }))
  app.post('/voices/mandates/:mandate/acceptance', (c) => actOn(c, kit, acceptMandate))
  app.post('/voices/mandates/:mandate/withdrawal', (c) => actOn(c, kit, withdrawMandate))
  app.post('/voices/mandates/:mandate/ballot', (c) => vote(c, kit))
  app.post('/voices/claims', (c) => claim(c, kit, said))
  app.post('/voices/mandates/:mandate/reports', (c) => speak(c, kit, reportMandate))
  app.post('/voices/mandates/:mandate/questions', (c) => speak(c, kit, askMandate))
  app.post('/voices/mandates/:mandate/questions/:question', (c) => answer(c, kit))
  return app
}

type Filled = { readonly values: Values; readonly problem?: Problem }
const spend = (c: PageContext, kit: Kit) => kit.limits.spend('write', c.var.visitor)

async function drawNaming(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  if (page.actor.person === null) return refuse(noFromHub('sign-in.needed'))
  keepPrivate(c)
  const namers = []
  for (const one of await stewardships(db, readingOf(c, kit))) namers.push({ ...one, named: await namedBy(db, one) })
  return c.html(<NamingPage page={page} namers={namers} done={doneAt(c)} values={values} problem={problem} />)
}

async function name(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), ['namer', 'person', 'languages', 'reach', 'termEnds', 'mostOpen'])
  const { namer = '', person = '', languages = '', reach, termEnds, mostOpen } = values
  const input = {
    ...{ namer: subjectIn(namer), person: personIn(person), reach, termEnds, mostOpen: Number(mostOpen) },
    languages: languages.split(/[\s,;،]+/).filter((one) => one !== ''),
  }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, nameIntermediary, input, c.var.page.actor)), {
    done: () => goTo(c, '/voices/naming?done=named'),
    redraw: (problem) => drawNaming(c, kit, { values, problem }),
  })
}

async function end(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  await spend(c, kit)
  const input = { namer: subjectIn(form.text('namer')), intermediary: form.text('intermediary') }
  await perform(kit.runner, endNaming, input, c.var.page.actor)
  return goTo(c, '/voices/naming?done=ended')
}

async function drawGive(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  if (page.actor.person === null) return refuse(noFromHub('sign-in.needed'))
  keepPrivate(c)
  const reading = readingOf(c, kit)
  const own = await ownFacts(db, reading)
  const bodies = mayServe(page.actor, own).ok ? own.namers.flatMap(({ sort, id }) => (sort === 'body' ? [id] : [])) : []
  const hidden = [...(await organisations.bodyCards(db, bodies, page.say.locale)).values()]
  const givers = [
    ...(await stewardships(db, reading)),
    ...hidden.map((card) => ({ value: `unnamed:${card.id}`, label: page.say('mandate.giver.unnamed', { body: card.name }) })),
  ]
  return c.html(<GivePage page={page} givers={givers} values={values} problem={problem} />)
}

const GIVEN = [
  'giver',
  'holder',
  'subject',
  'maySay',
  'mayNot',
  'takingBack',
  'decidedHow',
  'voteDays',
  'quorum',
  'minutes',
  'language',
  'startsOn',
  'endsOn',
  'feedbackOn',
]

async function give(c: PageContext, kit: Kit): Promise<Response> {
  const values = valuesOf(await readForm(c), GIVEN)
  const { giver = '', holder: written = '', voteDays, quorum } = values
  const holder = await holderIn(kit, written)
  const asked =
    values['decidedHow'] === 'members' ? { voteDays: Number(voteDays), quorum: Number(quorum) } : { voteDays: undefined, quorum: undefined }
  const input = { ...values, ...asked, giver: subjectIn(giver), ...holder }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, giveMandate, input, c.var.page.actor)), {
    done: ({ id }) => goTo(c, `${mandatePath(id)}?done=mandate`),
    redraw: (problem) => drawGive(c, kit, { values, problem }),
  })
}

/** The address of somebody's page, or of a body's. */
async function holderIn(kit: Kit, text: string) {
  const slug = /\/bodies\/([\w-]+)/.exec(text)?.[1]
  if (slug === undefined) return { holder: personIn(text), holderSort: 'person' }
  const body = await organisations.bodyBySlug(kit.runner.db, slug, 'en')
  return { holder: body?.id ?? '', holderSort: 'body' }
}

async function vote(c: PageContext, kit: Kit): Promise<Response> {
  const mandate = idAt(c, 'mandate')
  const input = { mandate, given: (await readForm(c)).text('given') === 'yes' }
  const spent = () => kit.limits.spend('take-part', c.var.visitor, c.var.page.actor.account)
  return attempt(c, async () => (await spent(), perform(kit.runner, castBallot, input, c.var.page.actor)), {
    done: () => goTo(c, `${mandatePath(mandate)}?done=voted`),
    redraw: (problem) => drawMandate(c, kit, { values: {}, problem }),
  })
}

async function claim(c: PageContext, kit: Kit, said: Said): Promise<Response> {
  const { page } = c.var
  const { about = '', mandate } = valuesOf(await readForm(c), ['about', 'mandate'])
  const input = { about, mandate: orNull(mandate) }
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, claimMandate(said), input, page.actor)), {
    done: ({ path }) => goTo(c, path),
    redraw: async (problem) => {
      const held = (await claimable(kit.runner.db, page)).map(({ id, subject }) => ({ value: id, label: subject }))
      return c.html(<ClaimPage page={page} about={about} held={held} problem={problem} />)
    },
  })
}

async function drawMandate(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { db, outside } = kit.runner
  const { mandate, relation } = await wholeMandate(db, readingOf(c, kit), idAt(c, 'mandate'))
  if (c.var.page.actor.account !== null) keepPrivate(c)
  return c.html(
    <MandatePage
      page={c.var.page}
      of={mandate}
      relation={relation}
      sending={outside.uuid()}
      done={doneAt(c)}
      values={values}
      problem={problem}
    />,
  )
}

async function actOn(c: PageContext, kit: Kit, deed: typeof acceptMandate): Promise<Response> {
  const mandate = idAt(c, 'mandate')
  return attempt(c, async () => (await spend(c, kit), perform(kit.runner, deed, { mandate }, c.var.page.actor)), {
    done: () => goTo(c, `${mandatePath(mandate)}?done=mandate`),
    redraw: (problem) => drawMandate(c, kit, { values: {}, problem }),
  })
}

async function speak(c: PageContext, kit: Kit, deed: typeof reportMandate | typeof askMandate): Promise<Response> {
  const mandate = idAt(c, 'mandate')
  const values = valuesOf(await readForm(c), ['sending', 'text', 'language'])
  const input = { mandate, ...values }
  const done = async () => {
    await spend(c, kit)
    await (deed === reportMandate
      ? perform(kit.runner, reportMandate, input, c.var.page.actor)
      : perform(kit.runner, askMandate, input, c.var.page.actor))
  }
  return attempt(c, done, {
    done: () => goTo(c, `${mandatePath(mandate)}?done=mandate`),
    redraw: (problem) => drawMandate(c, kit, { values, problem }),
  })
}

async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const [mandate, question] = [idAt(c, 'mandate'), idAt(c, 'question')]
  const values = valuesOf(await readForm(c), ['answer'])
  return attempt(
    c,
    async () => (await spend(c, kit), perform(kit.runner, answerMandate, { mandate, question, ...values }, c.var.page.actor)),
    {
      done: () => goTo(c, `${mandatePath(mandate)}?done=mandate`),
      redraw: (problem) => drawMandate(c, kit, { values: {}, problem }),
    },
  )
}
