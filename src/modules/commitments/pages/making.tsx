import { Hono } from 'hono'
import { keyOf, type Source } from '../../../core/citable.ts'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { makeCommitment } from '../commands/make-commitment.ts'
import { mayMake } from '../policy.ts'
import { dayOf } from '../rules.ts'
import { FormPage, type Field, type Values } from '../views/forms.tsx'
import { bodiesInUse, bodiesOf, type BodyCard } from './bodies.ts'
import { keepPrivate, languagesFor, namedOptions, orNull, valuesOf, type Room } from './place.ts'
import { goals, goalsIn, WORDS } from './steps.ts'

const FIELDS = ['lead', 'title', 'text', 'language', 'owner', 'startsOn', 'dueOn', 'edition', 'sdgs', 'source', 'sending'] as const

/** `recommendation:<id>`, as the address and the form carry it. */
function sourceIn(text: string | undefined) {
  const [, sort, id] = /^([a-z-]{1,60}):(\S{1,120})$/.exec(text ?? '') ?? []
  return sort === undefined || id === undefined ? null : { sort, id }
}

type Making = { readonly leads: readonly BodyCard[]; readonly editions: Awaited<ReturnType<typeof gatherings.announcedEditions>> }

/** Whom the reader may name as lead: the bodies they speak for; every body where they organise an edition. */
async function makingFor(c: PageContext, room: Room): Promise<Making> {
  const { page } = c.var
  const { db } = room.kit.runner
  const mine = await bodiesOf(db, page)
  const editions = await gatherings.announcedEditions(db, page.actor.locale)
  const organised = []
  for (const { id } of editions) if (await gatherings.organisesEdition(db, id, page.actor)) organised.push(id)
  demand(mayMake(page.actor, { standing: { steward: false, convener: mine.length > 0 }, organiser: organised.length > 0 }))
  return { leads: organised.length > 0 ? await bodiesInUse(db, page) : mine, editions }
}

export function makingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/commitments/new', async (c) => {
    const making = await makingFor(c, room)
    const { runner } = room.kit
    const today = dayOf(c.var.page.now)
    const asked = Object.fromEntries(
      (['source', 'edition', 'lead'] as const).flatMap((name) => {
        const value = c.req.query(name)
        return value === undefined ? [] : [[name, value]]
      }),
    )
    const values = { language: c.var.page.say.locale, startsOn: today, sending: runner.outside.uuid(), ...asked }
    return draw(c, { room, making, values })
  })
  app.post('/commitments', async (c) => {
    const making = await makingFor(c, room)
    const values: Values = valuesOf(await readForm(c), FIELDS)
    const { runner, limits } = room.kit
    const { sdgs, source, edition, sending, ...fields } = values
    const input = {
      ...{ ...fields, sdgs: goalsIn(sdgs), source: sourceIn(source), edition: orNull(edition), sending: orNull(sending) ?? undefined },
    }
    const attempted = async () => {
      await limits.spend('write', c.var.visitor)
      return perform(runner, makeCommitment(room.sources), input, c.var.page.actor)
    }
    return attempt(c, attempted, {
      done: ({ path }) => goTo(c, path),
      redraw: (problem) => draw(c, { room, making, values, problem }),
    })
  })
  return app
}

type Shown = { readonly room: Room; readonly making: Making; readonly values: Values; readonly problem?: Problem }

async function draw(c: PageContext, { room, making, values, problem }: Shown): Promise<Response> {
  keepPrivate(c)
  const { page } = c.var
  const { say } = page
  const id = sourceIn(values['source'])
  const source = id === null ? undefined : (await room.sources.byIds(room.kit.runner.db, [id], say.locale)).get(keyOf(id))
  const none = { value: '', label: say('commitment.no-edition') }
  const fields: readonly Field[] = [
    { name: 'lead', label: 'lead', sort: 'choice', options: namedOptions(making.leads), required: true },
    ...WORDS,
    { name: 'language', label: 'language', sort: 'choice', options: languagesFor(page) },
    { name: 'owner', label: 'owner', sort: 'text', required: true },
    { name: 'startsOn', label: 'starts-on', sort: 'date', required: true },
    { name: 'dueOn', label: 'due-on', sort: 'date', required: true },
    { name: 'edition', label: 'edition', sort: 'choice', options: [none, ...namedOptions(making.editions)] },
    goals(page),
  ]
  return c.html(
    <FormPage
      page={page}
      heading={say('commitment.make')}
      lead={say('commitment.make.lead')}
      back={{ path: '/commitments', text: say('commitment.board'), language: say.locale }}
      action="/commitments"
      fields={fields}
      values={values}
      problem={problem}
      hidden={{ source: values['source'] ?? '', sending: values['sending'] ?? '' }}
      button={say('commitment.make')}
      above={source === undefined ? null : <SourceNote page={page} source={source} />}
    />,
  )
}

function SourceNote({ page: { say }, source }: { page: PageContext['var']['page']; source: Source }) {
  return (
    <>
      <p class="quiet">{say('commitment.source')}</p>
      <InLanguage as="blockquote" language={source.language}>
        {source.text}
      </InLanguage>
    </>
  )
}
