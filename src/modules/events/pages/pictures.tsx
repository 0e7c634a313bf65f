import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { readFiles, serve } from '../../../web/served.ts'
import { media } from '../../media/index.ts'
import { addPicture } from '../commands/add-picture.ts'
import { askPicture, decidePicture } from '../commands/ask-picture.ts'
import { consentPicture } from '../commands/consent-picture.ts'
import { mayHold } from '../policy.ts'
import { guestsOf, ownAnswer } from '../queries/answers.ts'
import { maySeePicture } from '../queries/pictures.ts'
import { readLink } from '../queries/links.ts'
import { atOf, wholeDate } from '../queries/whole-event.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'
import { AddPicturePage } from '../views/pictures.tsx'
import type { Filled } from '../views/props.ts'
import { DATE, dateAt, keepPrivate, readingOf, slotAt, valuesOf } from './place.ts'

const PICTURE = `${DATE}/pictures/:picture`

/** Pictures of a date: added by those who hold it, agreed to by those on them, gone when somebody wants it. */
export function picturePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${DATE}/pictures/new`, (c) => drawAdding(c, kit, { filled: {}, persons: [] }))
  app.post(`${DATE}/pictures`, (c) => add(c, kit))
  app.get(PICTURE, (c) => send(c, kit))
  app.post(`${PICTURE}/consent`, async (c) => {
    const form = await readForm(c)
    const link = form.optional('link')
    const asked = { ...pictureAt(c), agreed: form.text('agreed') === 'yes', ...(link === undefined ? {} : { link }) }
    await perform(kit.runner, consentPicture, asked, c.var.page.actor)
    return link === undefined ? back(c) : goTo(c, `/event-answers/${link}?done=saved`)
  })
  app.post(`${PICTURE}/objection`, async (c) => {
    await kit.limits.spend('event-answer', c.var.visitor, c.var.page.actor.account)
    await perform(kit.runner, askPicture, pictureAt(c), c.var.page.actor)
    return back(c)
  })
  app.post(`${PICTURE}/decision`, async (c) => {
    const stays = (await readForm(c)).text('stays') === 'yes'
    await perform(kit.runner, decidePicture, { ...pictureAt(c), stays }, c.var.page.actor)
    return back(c)
  })
  return app
}

const pictureAt = (c: PageContext) => ({ ...slotAt(c), picture: c.req.param('picture') ?? '' })

function back(c: PageContext): Response {
  const { event, slot } = slotAt(c)
  return goTo(c, `${pathOf(event, slot)}?done=saved#pictures`)
}

type Adding = { readonly filled: Filled; readonly persons: readonly string[]; readonly sending?: string }

async function drawAdding(c: PageContext, kit: Kit, { filled, persons, sending }: Adding): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const seen = await dateAt(c, kit)
  demand(mayHold(page.actor, seen.host))
  keepPrivate(c)
  return c.html(
    <AddPicturePage
      page={page}
      whole={await wholeDate(db, { ...readingOf(c, kit), outside }, seen)}
      guests={await guestsOf(db, outside.keys, atOf(seen))}
      persons={persons}
      sending={sending ?? outside.uuid()}
      filled={filled}
    />,
  )
}

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const { actor } = c.var.page
  // Before the file is taken apart.
  demand(mayHold(actor, (await dateAt(c, kit)).host))
  const values = valuesOf(form, ['text', 'language', 'nobody'])
  const [persons, sending] = [form.all('persons'), form.text('sending')]
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const [file] = await readFiles(c, 'picture')
      const cleaned = await media.read('picture', file ?? { name: '', bytes: new Uint8Array() })
      const said = { text: values['text'], language: values['language'], nobody: values['nobody'] !== undefined, persons }
      return perform(kit.runner, addPicture, { ...slotAt(c), sending, cleaned, ...said }, actor)
    },
    { done: () => back(c), redraw: (problem) => drawAdding(c, kit, { filled: { values, problem }, persons, sending }) },
  )
}

async function send(c: PageContext, kit: Kit): Promise<Response> {
  const { db, outside } = kit.runner
  const { page } = c.var
  const seen = await dateAt(c, kit)
  const at = { ...atOf(seen), id: c.req.param('picture') ?? '' }
  const own = await ownAnswer(db, at, page.actor, outside.keys)
  // Whoever has no account sees by the private link of their answer what they are asked to agree to.
  const linked = readLink(outside.keys, c.req.query('link') ?? '')
  const byLink = linked !== null && linked.event === at.event && linked.slot === at.slot ? linked.id : null
  const reading = { team: seen.host.team, answer: own === null || own.otherName ? byLink : own.row.id, now: page.now }
  if (!(await maySeePicture(db, outside.keys, at, reading))) return refuse(no('event.picture-missing'))
  const size = c.req.query('size') === 'small' ? 'small' : 'whole'
  const found = (await media.bytesOf(db, outside.keys, { scope: at.host, id: at.id }, size)) ?? refuse(no('event.picture-missing'))
  // Kept by no browser: somebody may want it gone within the hour.
  return serve(c, { type: found.type, bytes: found.bytes, saveAs: null }, false)
}
