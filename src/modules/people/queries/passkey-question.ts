import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Keys } from '../../../platform/keys.ts'
import { placeHasKeys, signedIn } from '../policy.ts'
import { maskedEmail, placeOfKeys, QUESTION_MINUTES, questionExpiry } from '../rules.ts'
import type {} from '../tables.ts'

const PURPOSE = 'passkey-question'
const SIGN_IN = 'sign-in'

/** Ed25519, ES256, RS256: what devices of today make, by their COSE numbers. Node calls what the library would add an experiment. */
export const ALGORITHMS = [-8, -7, -257]

export type Question = { readonly challenge: string; readonly expiresAt: Date }

/**
 * A question is a random number under the hub's signature, with its purpose, its account and its end. Nothing of it lies in the
 * database until it is answered: whoever asks for a million of them fills nothing.
 */
function ask(keys: Keys, { challenge, account, expiresAt }: Question & { account: string | null }): string {
  return keys.sign(PURPOSE, [askedOf(keys, account), challenge, expiresAt.getTime()].join('/'))
}

/** Whom a question is for; the account's own id leaves the hub no more than it must. */
const askedOf = (keys: Keys, account: string | null): string => (account === null ? SIGN_IN : userHandle(keys, account))

/** Null where it is not ours, not for this account, or too old. `account` is null for signing in. */
export function questionIn(keys: Keys, signed: string, wanted: { account: string | null; now: Date }): Question | null {
  const [asked = '', challenge = '', end = ''] = keys.verify(PURPOSE, signed)?.split('/') ?? []
  if (wanted.account === null ? asked !== SIGN_IN : !isHandleOf(keys, asked, wanted.account)) return null
  const expiresAt = new Date(Number(end))
  return wanted.now < expiresAt ? { challenge, expiresAt } : null
}

const options = z.record(z.string(), z.unknown())
const askedForm = z.object({ question: z.string(), publicKey: options })
const timeout = QUESTION_MINUTES * 60_000

/** The same for everybody: no address is typed, and the device itself knows which keys it has. */
export const signInQuestion = query({
  name: 'people.sign-in-question',
  summary: 'What a device is asked when somebody signs in with a passkey. Holds for five minutes and for one answer.',
  route: 'GET /passkey-questions/sign-in',
  input: z.object({}),
  output: askedForm,
  async read(_db, { now, outside }) {
    const place = placeOfKeys(outside.signer.hub)
    demand(placeHasKeys(place))
    if (place === null) throw new TypeError('a place was demanded')
    const challenge = outside.token()
    const publicKey = await generateAuthenticationOptions({
      rpID: place.name,
      challenge: bytesOf(challenge),
      userVerification: 'required',
      timeout,
    })
    const question = ask(outside.keys, { challenge, account: null, expiresAt: questionExpiry(now) })
    return { question, publicKey: { ...publicKey } }
  },
})

/** Not a signature of the maker is asked for: which make of device somebody has is not this hub's business. */
export const newPasskeyQuestion = query({
  name: 'people.new-passkey-question',
  summary: 'What a device is asked when you add a passkey. Holds for five minutes and for one answer.',
  route: 'GET /passkey-questions/new',
  input: z.object({}),
  output: askedForm,
  async read(db, { actor, now, outside }) {
    const place = placeOfKeys(outside.signer.hub)
    demand(signedIn(actor))
    demand(placeHasKeys(place))
    if (place === null || actor.account === null) throw new TypeError('an account and a place were demanded')
    const keys = await db.selectFrom('passkey').select('credential_id').where('account_id', '=', actor.account).execute()
    const { email_sealed: sealed } = await db
      .selectFrom('account')
      .select('email_sealed')
      .where('id', '=', actor.account)
      .executeTakeFirstOrThrow()
    // A device shows this to whoever unlocks it, and passes it on to the maker's other devices: never a name that somebody acts under.
    const label = sealed === null ? place.name : maskedEmail(outside.keys.open('email', sealed))
    const challenge = outside.token()
    const publicKey = await generateRegistrationOptions({
      rpName: place.name,
      rpID: place.name,
      userName: label,
      userDisplayName: label,
      userID: bytesOf(userHandle(outside.keys, actor.account)),
      challenge: bytesOf(challenge),
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: keys.map((key) => ({ id: key.credential_id.toString('base64url') })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      timeout,
    })
    const question = ask(outside.keys, { challenge, account: actor.account, expiresAt: questionExpiry(now) })
    return { question, publicKey: { ...publicKey } }
  },
})

/** What a device keeps of the account beside its key: a tag, which without the hub's secret leads nowhere. */
const userHandle = (keys: Keys, account: string): string => keys.tag('passkey-user', account).toString('base64url')

/** A device keeps the tag of the secret that was in use when the passkey was made. */
export const isHandleOf = (keys: Keys, handle: string, account: string): boolean =>
  keys.tags('passkey-user', account).some((tag) => tag.toString('base64url') === handle)

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64url, 'base64url'))
