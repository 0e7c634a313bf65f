import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { castBallot } from '../commands/cast-ballot.ts'
import { proposeAmendment } from '../commands/propose-amendment.ts'
import { takeStance } from '../commands/take-stance.ts'
import { withdrawContribution } from '../commands/withdraw-contribution.ts'
import { writeMinority } from '../commands/write-minority.ts'
import type { Contribution } from '../queries/contribution-facts.ts'
import { myPart, type MyPart } from '../queries/my-part.ts'
import type { Doors } from '../views/recommendation.tsx'
import { AmendmentPage, MinorityPage, StancePage, type Values } from '../views/word-forms.tsx'
import { idAt, keepPrivate, languagesFor, orNull, recommendationIn, valuesOf, type Room, type Worded } from './place.ts'
import { doorsOf } from './reading.tsx'
import { pathOf } from '../rules.ts'

type Common = {
  readonly page: PageContext['var']['page']
  readonly back: { readonly path: string; readonly text: string; readonly language: string }
  readonly action: string
  readonly languages: readonly string[]
  readonly values: Values
  readonly problem: Problem | undefined
  readonly mine: MyPart
}

/** One way to say something about a recommendation: its form, and the deed that takes it. */
type Way = {
  readonly noun: 'stance' | 'amendment' | 'minority'
  readonly fields: readonly string[]
  door(doors: Doors): Verdict
  /** What stands in the form at first. */
  now(at: Worded, mine: MyPart, room: Room): Values
  draw(common: Common, at: Worded): Child
  do(room: Room, input: Readonly<Record<string, unknown>>, c: PageContext): Promise<{ readonly path: string }>
}

const signedAs = (one: Contribution | null): Values => ({ as: one === null ? '' : one.attribution, label: one?.label ?? '' })

const WAYS: readonly Way[] = [
  {
    noun: 'stance',
    fields: ['stance', 'text'],
    door: ({ stance }) => stance,
    now: (_at, { stance }) => ({ stance: stance?.sort ?? '', text: stance?.text ?? '', ...signedAs(stance) }),
    draw: (common) => <StancePage {...common} heading={common.page.say('recommendation.do.stance')} />,
    do: ({ kit }, input, c) => perform(kit.runner, takeStance, input, c.var.page.actor),
  },
  {
    noun: 'amendment',
    fields: ['sending', 'title', 'proposed', 'call', 'text'],
    door: ({ amend }) => amend,
    now: ({ wording }, _mine, { kit }) => ({
      ...{ title: wording.title, proposed: wording.text, call: wording.call, text: '', as: '', label: '' },
      sending: kit.runner.outside.uuid(),
    }),
    draw: (common, { wording }) => <AmendmentPage {...common} heading={common.page.say('recommendation.do.amend')} wording={wording} />,
    do: ({ kit }, input, c) => perform(kit.runner, proposeAmendment, input, c.var.page.actor),
  },
  {
    noun: 'minority',
    fields: ['text'],
    door: ({ minority }) => minority,
    now: (_at, { minority }) => ({ text: minority?.text ?? '', ...signedAs(minority) }),
    draw: (common) => <MinorityPage {...common} heading={common.page.say('recommendation.do.minority')} />,
    do: ({ kit }, input, c) => perform(kit.runner, writeMinority, input, c.var.page.actor),
  },
]

/** What those who attend, and bodies, say about a recommendation. */
export function speakingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const way of WAYS) {
    app.get(`/recommendations/:recommendation/${way.noun}`, async (c) => {
      const { at, mine } = await entering(c, room)
      demand(way.door(doorsOf(c, at, mine)))
      return drawWay(c, { at, mine, way, values: { ...way.now(at, mine, room), language: c.var.page.say.locale } })
    })
    app.post(`/recommendations/:recommendation/${way.noun}`, (c) => takeWay(c, room, way))
  }
  app.post('/recommendations/:recommendation/ballot/vote', async (c) => {
    const input = { recommendation: idAt(c, 'recommendation'), choice: (await readForm(c)).text('choice') }
    await room.kit.limits.spend('write', c.var.visitor)
    const { path } = await perform(room.kit.runner, castBallot, input, c.var.page.actor)
    return goTo(c, `${path}#decision`)
  })
  app.post('/recommendations/:recommendation/contributions/:contribution/withdrawal', async (c) => {
    const input = { recommendation: idAt(c, 'recommendation'), contribution: idAt(c, 'contribution') }
    await room.kit.limits.spend('write', c.var.visitor)
    const { path } = await perform(room.kit.runner, withdrawContribution, input, c.var.page.actor)
    return goTo(c, path)
  })
  return app
}

async function entering(c: PageContext, room: Room) {
  keepPrivate(c)
  const at = await recommendationIn(c, room)
  const { runner } = room.kit
  return { at, mine: await myPart(runner.db, at.recommendation, { actor: c.var.page.actor, outside: runner.outside }) }
}

type Shown = { readonly at: Worded; readonly mine: MyPart; readonly way: Way; readonly values: Values; readonly problem?: Problem }

function drawWay(c: PageContext, { at, mine, way, values, problem }: Shown): Response | Promise<Response> {
  const { page } = c.var
  const path = pathOf(at.recommendation.id)
  const common: Common = {
    ...{ page, mine, values, problem, languages: languagesFor(page, at), action: `${path}/${way.noun}` },
    back: { path, text: at.wording.title, language: at.wording.language },
  }
  return c.html(<>{way.draw(common, at)}</>)
}

/** `body <id>` stands for a body, everything else for oneself in that way. */
function signatureIn(form: Form) {
  const as = form.text('as')
  const [sort, body] = as.split(' ')
  if (sort === 'body') return { attribution: 'not-attributed', label: null, body }
  return { attribution: as === '' ? 'not-attributed' : as, label: orNull(form.text('label')), body: null }
}

async function takeWay(c: PageContext, room: Room, way: Way): Promise<Response> {
  const { at, mine } = await entering(c, room)
  const form = await readForm(c)
  const values = valuesOf(form, [...way.fields, 'language', 'as', 'label'])
  const { as: _as, label: _label, sending, ...words } = values
  const once = sending === undefined || sending === '' ? {} : { sending }
  const input = { recommendation: at.recommendation.id, ...words, ...once, ...signatureIn(form) }
  const attempted = async () => {
    await room.kit.limits.spend('write', c.var.visitor)
    return way.do(room, input, c)
  }
  return attempt(c, attempted, {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawWay(c, { at, mine, way, values, problem }),
  })
}
