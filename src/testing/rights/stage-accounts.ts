import { Authenticator } from '../authenticator.ts'
import { signUp } from '../cast.ts'
import type { Hub } from '../hub.ts'
import { callAs, stranger, subjectTold, type Callers } from './callers.ts'
import { DEVICE } from './stage-notices.ts'

/** Where the hub of the stage is, which devices sign into their answers. */
export const ORIGIN = 'https://hub.test'
/** Whom a provider vouches for: Mai, and somebody whom nobody knows yet. */
const OF_MAI = [Buffer.alloc(32, 7)]
export const NEWCOMER = [Buffer.alloc(32, 9)]

/** Of Mai's account, if nothing else is said. */
export type Accounts = {
  /** A link to sign in, that went to somebody new. */
  readonly signInLink: string
  readonly addressLink: string
  /** A link with which one becomes an operator. */
  readonly operatorLink: string
  readonly otherOperator: string
  readonly device: Authenticator
  readonly passkey: string
  readonly code: string
  readonly accessToken: string
  readonly consent: string
  readonly hiding: string
  /** Of Orla, and not made yet. */
  readonly exportFile: string
  readonly letters: { readonly stop: string; readonly account: string; readonly since: string; readonly device: string }
}

export async function stageAccounts(hub: Hub, callers: Callers): Promise<Accounts> {
  const { keys } = hub.runner.outside
  const { Mai, Idrissa } = callers
  const mai = callAs(hub, Mai.actor)
  const address = { email: 'mai@elsewhere.example', held: Mai.session }
  const { codes } = await mai<{ codes: string[] }>('people.make-recovery-codes', { held: Mai.session })
  const token = { name: 'Reader', person: Mai.actor.person, scopes: ['read'], held: Mai.session }
  // Idrissa's card is open to all who have an account, Mai's to nobody.
  await callAs(hub, Idrissa.actor)('profiles.choose-audience', { audience: 'members' })
  const told = { facet: 'origins', values: ['PH'], audience: 'nobody', agreed: '1' }
  await mai('profiles.hide-from', { from: 'governments' })
  const [hidden] = await mai<{ hiding: string }[]>('profiles.my-hidings', {})
  const { id: exportFile } = await hub.db.selectFrom('data_export').select('id').executeTakeFirstOrThrow()
  await stageProvider(hub, callers)
  return {
    ...(await stageOperators(hub, callers)),
    ...(await stagePasskey(hub, callers)),
    signInLink: keys.sign('sign-in', await subjectTold(hub, 'people.request-sign-in-link', { email: 'new@example.org' }, stranger)),
    addressLink: keys.sign('new-address', await subjectTold(hub, 'people.request-address-change', address, Mai.actor)),
    code: codes[0] ?? '',
    accessToken: (await mai<{ id: string }>('access.make-token', token)).id,
    consent: (await mai<{ consent: string }>('profiles.save-facet', told)).consent,
    hiding: hidden?.hiding ?? '',
    exportFile,
    letters: await stageLetters(hub, callers),
  }
}

/** Somebody else runs the hub too, so that Gift may go. */
async function stageOperators(hub: Hub, { Gift }: Callers) {
  const invite = async (): Promise<string> => {
    const { path } = await callAs(hub, Gift.actor)<{ path: string }>('people.invite-operator', { held: Gift.session })
    return path.split('/').at(-1) ?? ''
  }
  const brid = await signUp(hub.runner, 'brid@example.org', 'Bríd')
  const { account } = await hub.db
    .selectFrom('person')
    .select('account_id as account')
    .where('id', '=', brid.person)
    .executeTakeFirstOrThrow()
  const actor = { ...Gift.actor, account: account as typeof Gift.actor.account, person: brid.person, operator: false }
  await callAs(hub, actor)('people.accept-operator-invitation', { token: await invite(), held: brid.session })
  return { otherOperator: brid.person, operatorLink: await invite() }
}

type Asked = { readonly question: string; readonly publicKey: Parameters<Authenticator['create']>[0] }

async function stagePasskey(hub: Hub, { Mai }: Callers) {
  const device = new Authenticator(ORIGIN)
  const call = callAs(hub, Mai.actor)
  const { question, publicKey } = await call<Asked>('people.new-passkey-question', {})
  const input = { held: Mai.session, question, answer: device.create(publicKey), name: 'Phone' }
  return { device, passkey: (await call<{ passkey: string }>('people.add-passkey', input)).passkey }
}

/** Mai may sign in by it. */
async function stageProvider(hub: Hub, { Gift, Mai }: Callers): Promise<void> {
  const kept = { slug: 'ministry', name: 'Ministry', issuer: 'https://ministry.example', client: 'hub' }
  await callAs(hub, Gift.actor)('providers.add-provider', kept)
  await callAs(hub, Gift.actor)('providers.change-provider', { ...kept, provider: kept.slug, enabled: true })
  const came = { provider: kept.slug, subject: OF_MAI, state: 'came back', held: Mai.session }
  await callAs(hub, Mai.actor)('providers.attach-provider', came)
}

async function stageLetters(hub: Hub, { Mai }: Callers): Promise<Accounts['letters']> {
  await callAs(hub, Mai.actor)('notices.choose-letters', { letters: ['decision'] })
  const { device } = await callAs(hub, Mai.actor)<{ device: string }>('notices.add-device', {
    name: 'Laptop',
    ...DEVICE,
    endpoint: `${DEVICE.endpoint}-else`,
  })
  const account = Mai.actor.account ?? ''
  const row = await hub.db.selectFrom('notices_state').selectAll().where('account_id', '=', account).executeTakeFirstOrThrow()
  const stop = hub.runner.outside.keys.sign('letters', `${row.letter_key}.all`)
  return { account, stop, since: row.mailed_until.toISOString(), device }
}
