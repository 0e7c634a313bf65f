import { hashToken } from '../../platform/keys.ts'
import { Authenticator } from '../authenticator.ts'
import { callAs, type Caller } from './callers.ts'
import type { Inputs } from './matrix.ts'
import { ORIGIN } from './stage-accounts.ts'
import type { Stage } from './stage.ts'

/** The public name of a browser's session. */
const sessionOf = ({ session }: Caller): string => hashToken(session).toString('hex')
const held = ({ session }: Caller) => ({ held: session })

type Asked = { readonly question: string; readonly publicKey: Parameters<Authenticator['create']>[0] }

/** Whoever may not ask answers a question that was never asked, as well as a device can. */
async function addingKey({ hub }: Stage, caller: Caller) {
  const unasked = { question: 'forged.question', publicKey: { challenge: 'forged' } }
  const { question, publicKey } =
    caller.actor.account === null ? unasked : await callAs(hub, caller.actor)<Asked>('people.new-passkey-question', {})
  return { ...held(caller), question, answer: new Authenticator(ORIGIN).create(publicKey), name: 'Phone' }
}

/** Mai's device signs in whoever holds it. */
async function usingKey({ hub, device }: Stage, { actor }: Caller) {
  const { question, publicKey } = await callAs(hub, actor)<Asked>('people.sign-in-question', {})
  return { question, answer: device.get(publicKey) }
}

export const PEOPLE: Inputs = {
  'people.request-sign-in-link': () => ({ email: 'somebody@example.org' }),
  'people.use-sign-in-link': ({ signInLink }) => ({ token: signInLink, newcomerName: 'Somebody' }),
  // The first operator of a hub is made on its console (owner.test.ts); this hub has operators, so these two open nothing to anybody.
  'people.make-owner-link': () => ({}),
  'people.use-owner-link': ({ hub }) => ({
    token: hub.runner.outside.keys.sign('owner', String(hub.runner.outside.now().getTime() + 1000)),
    email: 'somebody@example.org',
    name: 'Somebody',
  }),
  'people.end-session': ({ callers }) => ({ session: sessionOf(callers.Mai) }),
  'people.end-other-sessions': ({ callers }) => ({ keep: sessionOf(callers.Mai) }),
  'people.rename-person': () => ({ name: 'Another Name' }),
  'people.leave-hub': () => ({ sure: true }),
  'people.make-identity': () => ({ name: 'A Second Name' }),
  'people.remove-identity': (_stage, { other }) => ({ person: other, sure: true }),
  "people.remove-identity (another's)": ({ callers }) => ({ person: callers.Mai.other, sure: true }),
  'people.act-as': (_stage, caller) => ({ ...held(caller), person: caller.other }),
  "people.act-as (another's)": ({ callers }, caller) => ({ ...held(caller), person: callers.Mai.other }),
  'people.keep-account': () => ({}),
  'people.erase-account': (_stage, { session }) => ({ sure: true, held: session }),
  'people.erase-due': () => ({}),
  'people.request-address-change': (_stage, { session }) => ({ email: 'another@example.org', held: session }),
  'people.change-address': ({ addressLink }) => ({ token: addressLink }),
  'people.invite-operator': (_stage, { session }) => ({ held: session }),
  'people.accept-operator-invitation': ({ operatorLink }, caller) => ({ ...held(caller), token: operatorLink }),
  'people.withdraw-operator': ({ otherOperator }, caller) => ({ ...held(caller), person: otherOperator }),
  'people.my-identities': () => ({}),
  'people.add-passkey': addingKey,
  'people.use-passkey': usingKey,
  'people.rename-passkey': ({ passkey }) => ({ passkey, name: 'Phone' }),
  'people.remove-passkey': ({ passkey }, caller) => ({ ...held(caller), passkey }),
  'people.make-recovery-codes': (_stage, { session }) => ({ held: session }),
  'people.use-recovery-code': ({ code }) => ({ address: 'mai@example.org', code }),
  'people.renew-secrets': () => ({}),
  'people.my-account': () => ({}),
  'people.my-ways-in': () => ({}),
  'people.sign-in-question': () => ({}),
  'people.new-passkey-question': () => ({}),
}
