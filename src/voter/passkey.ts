/** A passkey that answers with 32 bytes of its own (the PRF extension of WebAuthn): nothing of it is sent to anybody. */
export type Passkeys = {
  offered(): boolean
  /** Null: the device made none, or cannot answer in this way. `id`: to ask the same one again. */
  make(): Promise<{ readonly id: string; readonly prf: Uint8Array } | null>
  ask(id: string): Promise<Uint8Array | null>
}

type Credentials = Pick<CredentialsContainer, 'create' | 'get'>
type Given = { readonly random: (bytes: number) => Uint8Array<ArrayBuffer>; readonly credentials: Credentials; readonly name: string }

/** What the passkey is asked about: the same on all devices, for the answer is the passkey's own. */
const question = new TextEncoder().encode('passerelle/kept/v1/passkey-prf..')
const prf = { prf: { eval: { first: question } } }

export function passkeysOf({ random, credentials, name }: Given): Passkeys {
  async function ask(id: string): Promise<Uint8Array | null> {
    const allowed = { type: 'public-key', id: idOf(id) } as const
    const publicKey: PublicKeyCredentialRequestOptions = {
      challenge: random(32),
      allowCredentials: [allowed],
      userVerification: 'required',
      extensions: prf,
    }
    return answerIn(await credentials.get({ publicKey }).catch(() => null))
  }
  return {
    ask,
    offered: () => typeof PublicKeyCredential === 'function',
    async make() {
      const publicKey: PublicKeyCredentialCreationOptions = {
        challenge: random(32),
        rp: { name },
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        extensions: prf,
      }
      const made = await credentials.create({ publicKey }).catch(() => null)
      if (!(made instanceof PublicKeyCredential)) return null
      // Some answer at once, others only when they are asked.
      const answer = answerIn(made) ?? (await ask(made.id))
      return answer === null ? null : { id: made.id, prf: answer }
    },
  }
}

function answerIn(credential: Credential | null): Uint8Array | null {
  if (!(credential instanceof PublicKeyCredential)) return null
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (first === undefined) return null
  const bytes = ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength) : new Uint8Array(first)
  return bytes.length === 32 ? bytes : null
}

const idOf = (id: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(id.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
