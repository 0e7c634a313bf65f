import { Hono } from 'hono'
import type { Command } from '../../../core/command.ts'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import { endRole, giveRole } from '../commands/give-role.ts'
import { acceptSessionInvitation, inviteToSession, withdrawSessionInvitation } from '../commands/invite-to-session.ts'
import { detachSpeaker, removeSpeaker, writeSpeaker } from '../commands/write-speaker.ts'
import { mayAcceptInvitation, mayDetach, mayEditSession, mayOrganise } from '../policy.ts'
import { acceptFacts, invitationBehind, openInvitations } from '../queries/invitations.ts'
import { cardsOfBodies } from '../queries/hosts.ts'
import { holdersOf, knownIn } from '../queries/roles.ts'
import { blocksOf, type Speaker } from '../queries/run-sheet.ts'
import { sessionByAddress, type SessionCard } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { SpeakerPage } from '../views/block.tsx'
import { SpeakerForm, type SpeakerValues } from '../views/block-forms.tsx'
import { InvitationPage, RolesPage } from '../views/roles.tsx'
import { addressOf, SESSION, sessionAt } from './address.ts'
import { languageOptions } from './form-values.ts'

const SPEAKER = `${SESSION}/speakers/:speaker`

/** Who speaks in a session, and who has which role in it. */
export function peoplePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(SPEAKER, (c) => showSpeaker(c, kit))
  app.get(`${SPEAKER}/edit`, (c) => drawSpeaker(c, kit))
  app.post(`${SPEAKER}/edit`, (c) => saveSpeaker(c, kit))
  app.post(`${SPEAKER}/removal`, (c) => onSpeaker(c, kit, removeSpeaker))
  app.post(`${SPEAKER}/detaching`, (c) => onSpeaker(c, kit, detachSpeaker))
  app.get(`${SESSION}/roles`, (c) => drawRoles(c, kit))
  app.post(`${SESSION}/roles`, (c) => give(c, kit))
  app.post(`${SESSION}/roles/ending`, (c) => end(c, kit))
  app.post(`${SESSION}/roles/invitations`, (c) => invite(c, kit))
  app.post(`${SESSION}/roles/invitations/withdrawal`, async (c) => {
    const { session } = await sessionAt(c, kit)
    const form = await readForm(c)
    await perform(kit.runner, withdrawSessionInvitation, { session: session.id, invitation: form.text('invitation') }, c.var.page.actor)
    return goTo(c, `${session.path}/roles`)
  })
  app.get(`${SESSION}/invitations/:token`, (c) => showInvitation(c, kit))
  app.post(`${SESSION}/invitations/:token`, (c) => accept(c, kit))
  return app
}

async function speakerAt(c: PageContext, kit: Kit) {
  const seen = await sessionAt(c, kit)
  const blocks = await blocksOf(kit.runner.db, seen.session.id, c.var.page.say.locale)
  const speaker = blocks.flatMap(({ speakers }) => speakers).find(({ id }) => id === c.req.param('speaker'))
  return { ...seen, blocks, speaker: speaker ?? null }
}

type OnSpeaker<Facts> = Command<{ session: string; speaker: string }, Facts, { path: string }>

async function onSpeaker<Facts>(c: PageContext, kit: Kit, command: OnSpeaker<Facts>): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const { path } = await perform(kit.runner, command, { session: session.id, speaker: c.req.param('speaker') }, c.var.page.actor)
  return goTo(c, path)
}

/** One who speaks in several blocks stands in each of them under a line of its own: the same name, and the same identity where they gave one. */
const isSame = (one: Speaker, other: Speaker): boolean =>
  one.id === other.id || (one.personId !== null && one.personId === other.personId) || (one.name !== '' && one.name === other.name)

async function showSpeaker(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { session, parts, blocks, speaker } = await speakerAt(c, kit)
  if (speaker === null) return refuse(no('speaker.missing'))
  const { personId } = speaker
  const names = personId === null ? new Map<string, string>() : await profiles.namesFor(db, page.actor, [personId])
  const name = personId === null ? undefined : names.get(personId)
  const [body] = speaker.bodyId === null ? [] : await cardsOfBodies(db, [speaker.bodyId], page.say.locale)
  return c.html(
    <SpeakerPage
      page={page}
      session={session}
      speaker={speaker}
      body={body ?? null}
      blocks={blocks.filter(({ speakers }) => speakers.some((one) => isSame(one, speaker)))}
      identity={personId === null || name === undefined ? null : { id: personId, name }}
      organiser={mayEditSession(page.actor, parts, session).ok}
      mayDetach={mayDetach(page.actor, parts, personId).ok}
    />,
  )
}

const valuesOf = (speaker: Speaker, block: string): SpeakerValues => ({
  ...{ block, name: speaker.name, line: speaker.line, language: speaker.language, body: speaker.bodyId ?? '' },
  languages: speaker.languages,
})

async function drawSpeaker(c: PageContext, kit: Kit, written?: SpeakerValues, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { session, parts, blocks, speaker } = await speakerAt(c, kit)
  demand(mayEditSession(page.actor, parts, session))
  const home = blocks.find(({ speakers }) => speakers.some(({ id }) => id === speaker?.id))
  const block = home?.id ?? blocks.find(({ id }) => id === (written?.block ?? c.req.query('block')))?.id ?? refuse(no('block.missing'))
  const empty = { block, name: '', line: '', language: session.language, body: '', languages: [] }
  const bodies = await organisations.allBodies(kit.runner.db, page.say.locale)
  return c.html(
    <SpeakerForm
      page={page}
      session={session}
      id={c.req.param('speaker') ?? ''}
      speaker={speaker}
      values={written ?? (speaker === null ? empty : valuesOf(speaker, block))}
      bodies={bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
      languages={languageOptions(page, session.languages)}
      problem={problem}
    />,
  )
}

async function saveSpeaker(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const written = {
    ...{ block: form.text('block'), name: form.text('name'), line: form.text('line'), language: form.text('language') },
    ...{ body: form.text('body'), languages: [...form.all('languages')] },
  }
  const input = { ...written, session: session.id, speaker: c.req.param('speaker'), body: written.body === '' ? null : written.body }
  return attempt(c, () => perform(kit.runner, writeSpeaker, input, c.var.page.actor), {
    done: ({ id }) => goTo(c, `${session.path}/speakers/${id}`),
    redraw: (problem) => drawSpeaker(c, kit, written, problem),
  })
}

async function drawRoles(c: PageContext, kit: Kit, chosen = { person: '', role: 'chair' }, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { session, parts } = await sessionAt(c, kit)
  demand(mayOrganise(page.actor, parts))
  c.header('cache-control', 'no-store')
  return c.html(
    <RolesPage
      page={page}
      session={session}
      holders={await holdersOf(db, session.id)}
      invitations={await openInvitations(db, session, { now: page.now, outside })}
      known={(await knownIn(db, session.editionId)).map(({ person, name }) => ({ value: person, label: name }))}
      chosen={chosen}
      problem={problem}
    />,
  )
}

async function give(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const chosen = { person: form.text('person'), role: form.text('role') }
  return attempt(c, () => perform(kit.runner, giveRole, { session: session.id, ...chosen }, c.var.page.actor), {
    done: () => goTo(c, `${session.path}/roles`),
    redraw: (problem) => drawRoles(c, kit, chosen, problem),
  })
}

/** Who lays down their own role may not look at this page any more. */
async function end(c: PageContext, kit: Kit): Promise<Response> {
  const { session, parts } = await sessionAt(c, kit)
  const form = await readForm(c)
  const asked = { session: session.id, person: form.text('person'), role: form.text('role') }
  const { path } = await perform(kit.runner, endRole, asked, c.var.page.actor)
  return goTo(c, parts.has('organiser') ? `${path}/roles` : path)
}

async function invite(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const asked = { session: session.id, role: form.optional('role') ?? null, speaker: form.optional('speaker') ?? null }
  return attempt(c, () => perform(kit.runner, inviteToSession, asked, c.var.page.actor), {
    done: () => goTo(c, `${session.path}/roles#invitations`),
    redraw: (problem) => drawRoles(c, kit, undefined, problem),
  })
}

/** By the link alone, for whoever holds it may know of the session, be it a draft. */
async function invitedTo(c: PageContext, kit: Kit) {
  const { db, outside } = kit.runner
  const session: SessionCard = (await sessionByAddress(db, addressOf(c), c.var.page.say.locale)) ?? refuse(no('session-invitation.missing'))
  const token = c.req.param('token') ?? ''
  const invitation = (await invitationBehind(db, outside.keys, { session: session.id, token })) ?? refuse(no('session-invitation.missing'))
  return { session, token, invitation }
}

async function showInvitation(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { session, token, invitation } = await invitedTo(c, kit)
  const facts = await acceptFacts(db, session, invitation, page.actor.person)
  const speakers = (await blocksOf(db, session.id, page.say.locale)).flatMap((block) => block.speakers)
  c.header('cache-control', 'no-store')
  return c.html(
    <InvitationPage
      page={page}
      session={session}
      role={invitation.role}
      speaker={speakers.find(({ id }) => id === invitation.speakerId)?.name ?? null}
      path={`${session.path}/invitations/${token}`}
      mayAccept={mayAcceptInvitation(page.actor, facts, page.now)}
    />,
  )
}

async function accept(c: PageContext, kit: Kit): Promise<Response> {
  const { session, token } = await invitedTo(c, kit)
  const { path } = await perform(kit.runner, acceptSessionInvitation, { session: session.id, token }, c.var.page.actor)
  return goTo(c, path)
}
