import type { Id } from '#base'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { people } from '../../modules/people/index.ts'
import { LYON, type CastName } from '../cast.ts'
import { doAsHub, makeOpen, operationsOf } from '../dialogues.ts'
import { openHub, type Hub, type Visitor } from '../hub.ts'
import { CONTACT } from '../rights/stage-contacts.ts'

// Two at once, on several connections: what happens once happens once, and who is gone leaves nothing behind.

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''
const statuses = async (answers: readonly Promise<Response>[]): Promise<readonly number[]> =>
  (await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b)

async function signIn(email: string): Promise<Visitor> {
  const visitor = hub.as(null)
  await visitor.post('/sign-in', { email })
  await hub.settle()
  await visitor.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '')
  return visitor
}

/** Who acts in that browser, and whose name it is. */
async function accountBehind(visitor: Visitor): Promise<{ account: Id<'account'>; person: Id<'person'> }> {
  const { person } = (await (await visitor.api('GET', '/me')).json()) as { person: Id<'person'> }
  return { person, account: ((await people.accountOf(hub.db, person)) ?? '') as Id<'account'> }
}

/** Several windows of one browser. */
const windows = (visitor: Visitor, count: number): readonly Visitor[] =>
  Array.from({ length: count }, () => {
    const one = hub.as(null)
    for (const [name, value] of visitor.cookies) one.cookies.set(name, value)
    return one
  })

// First: an office that this needs is handed over below.
describe('the same twice at once', () => {
  test('who loses is asked once more, and told what is so by then', async () => {
    for (let round = 0; round < 4; round += 1) {
      const input = { ...CONTACT, sort: 'body', subject: hub.cast.bodies.lyon, sending: hub.runner.outside.uuid() }
      const answers = await Promise.all(windows(hub.as('idrissa'), 4).map((window) => window.api('POST', '/contacts', input)))
      const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))
      expect([round, answers.map(({ status }) => status), new Set(ids).size]).toEqual([round, [200, 200, 200, 200], 1])
      await hub.db.deleteFrom('named_contact').execute()
    }
  })
})

describe('once', () => {
  test('the last provider stays, also where two are removed at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const visitor = await signIn(`providers-${round}@example.org`)
      const { account } = await accountBehind(visitor)
      await hub.db.updateTable('account').set({ email_tag: null, email_sealed: null }).where('id', '=', account).execute()
      const slugs = [`one-${round}`, `two-${round}`]
      for (const slug of slugs) await wayBy(slug, account)
      const held = visitor.cookies.get('session')
      const removals = windows(visitor, 2).map((one, place) => one.api('DELETE', `/me/providers/${slugs[place]}`, { held }))
      expect([round, await statuses(removals)]).toEqual([round, [200, 409]])
    }
  })

  test('a file of one’s data is asked for once a day, also in four windows at once', async () => {
    for (const email of ['one@example.org', 'two@example.org', 'three@example.org']) {
      const visitor = await signIn(email)
      const held = visitor.cookies.get('session')
      expect(await statuses(windows(visitor, 4).map((one) => one.api('POST', '/me/data/exports', { held })))).toEqual([200, 409, 409, 409])
    }
  })

  test('an office that is handed over is accepted by one', async () => {
    const { path } = (await (
      await hub.as('idrissa').api('POST', `/bodies/${LYON}/offices/${personOf('idrissa')}/steward/handovers`)
    ).json()) as { path: string }
    const token = path.split('/').at(-1)
    const takers = (['mai', 'niamh', 'samir'] as const).map((name) =>
      hub.as(name).api('POST', `/bodies/${LYON}/invitations/${token}/acceptance`),
    )
    expect(await statuses(takers)).toEqual([200, 409, 409])
    const { count } = await hub.db
      .selectFrom('office')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('body_id', '=', hub.cast.bodies.lyon)
      .where('role', '=', 'steward')
      .where('until', 'is', null)
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })

  test('one acts as an identity, or it is removed: never both', async () => {
    for (let round = 0; round < 4; round += 1) {
      const visitor = await signIn(`acting-${round}@example.org`)
      const { person } = (await (await visitor.api('POST', '/me/identities', { name: 'The other' })).json()) as { person: string }
      const [acting, removing] = windows(visitor, 2)
      if (acting === undefined || removing === undefined) throw new Error('two windows were wanted')
      await Promise.all([acting.post(`/me/identities/${person}/acting`), removing.post(`/me/identities/${person}/removal`, { sure: 'on' })])
      const there = await hub.db.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst()
      const acts = await hub.db.selectFrom('session').select('person_id').where('person_id', '=', person).execute()
      expect([there === undefined && acts.length > 0]).toEqual([false])
    }
  })

  test('the last way in stays, also where two are removed at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const visitor = await signIn(`ways-${round}@example.org`)
      const { account } = await accountBehind(visitor)
      // As after a sign-in by a provider that is gone: no address, two passkeys.
      await hub.db.updateTable('account').set({ email_tag: null, email_sealed: null }).where('id', '=', account).execute()
      const keys = [hub.runner.outside.uuid(), hub.runner.outside.uuid()]
      for (const id of keys)
        await hub.db
          .insertInto('passkey')
          .values({
            id,
            account_id: account,
            credential_id: Buffer.from(id),
            public_key: Buffer.alloc(3),
            counter: 0,
            name: 'K',
            made_at: new Date(),
            used_at: null,
          })
          .execute()
      const held = visitor.cookies.get('session')
      const removals = windows(visitor, 2).map((one, place) => one.api('DELETE', `/me/passkeys/${keys[place]}`, { held }))
      expect([round, await statuses(removals)]).toEqual([round, [200, 409]])
    }
  })
})

/** A provider that stands in the table alone, and is a way in to that account. */
async function wayBy(slug: string, account: string): Promise<void> {
  const id = hub.runner.outside.uuid()
  const issuer = `https://${slug}.example.org`
  await hub.db
    .insertInto('sign_in_provider')
    .values({ id, slug, name: slug, issuer, client: 'c', secret_sealed: null, body_slug: null, enabled: true, made_at: new Date() })
    .execute()
  await hub.db
    .insertInto('provider_subject')
    .values({ subject_tag: Buffer.from(slug), provider_id: id, account_id: account, made_at: new Date(), used_at: null })
    .execute()
}

describe('while somebody is erased', () => {
  /** A deed that was on its way when its doer vanished: who they are was read before, what they do is written after. */
  test('what was on its way is not left behind', async () => {
    const made = await makeOpen(hub)
    const visitor = await signIn('gone@example.org')
    const { account, person } = await accountBehind(visitor)
    const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
    const { path } = await doAsHub<{ path: string }>(hub, 'organisations.invite', { body: LYON, role: 'member' })
    const held = visitor.cookies.get('session')
    expect((await visitor.api('DELETE', '/me/account', { sure: true, held })).status).toBe(200)
    await hub.settle()
    const late = async (name: string, input: unknown): Promise<void> => {
      const operation = operationsOf().find((one) => one.name === name)
      await operation?.invoke(hub.runner, input, actor).catch(() => null)
    }
    await late('profiles.choose-audience', { audience: 'public' })
    await late('profiles.save-facet', { facet: 'origins', values: ['ML'], audience: 'nobody', agreed: '1' })
    await late('profiles.hide-from', { from: 'governments' })
    await late('organisations.accept-invitation', { body: LYON, token: path.split('/').at(-1) })
    await late('notices.choose-letters', { letters: [] })
    await late('dialogue.join', { dialogue: made.id })
    hub.setNow(new Date(hub.runner.outside.now().getTime() + 3 * 3_600_000))
    await hub.sweep()
    await hub.settle()
    const left: string[] = []
    for (const [table, column] of [
      ...[
        ['card', 'person_id'],
        ['facet', 'person_id'],
        ['consent', 'person_id'],
        ['hiding', 'person_id'],
      ],
      ...[
        ['membership', 'person_id'],
        ['notices_state', 'account_id'],
      ],
    ]) {
      const whose = column === 'account_id' ? account : person
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(table ?? '')} where ${sql.ref(column ?? '')} = ${whose}`.execute(hub.db)
      if ((rows[0]?.n ?? 0) > 0) left.push(table ?? '')
    }
    expect(left).toEqual([])
  })
})
