import { NEWCOMER } from './stage-accounts.ts'
import type { Inputs } from './matrix.ts'
import type { Caller } from './callers.ts'

const held = ({ session }: Caller) => ({ held: session })
const ministry = { provider: 'ministry', name: 'Ministry', client: 'hub' }
/** What the page proved to which the provider sent somebody back. */
const arrived = { provider: 'ministry', subject: NEWCOMER, state: 'came back anew' }

export const ACCESS: Inputs = {
  'access.make-token': (_stage, caller) => ({
    ...held(caller),
    name: 'A program',
    person: caller.actor.person ?? caller.other,
    scopes: ['read'],
  }),
  "access.make-token (another's identity)": ({ callers }, caller) => ({
    ...held(caller),
    name: 'A program',
    person: callers.Mai.actor.person,
    scopes: ['read'],
  }),
  'access.revoke-token': ({ accessToken }) => ({ token: accessToken }),
  'access.my-tokens': () => ({}),
  'providers.add-provider': () => ({ slug: 'county', name: 'County', issuer: 'https://county.example', client: 'hub' }),
  'providers.change-provider': () => ({ ...ministry, enabled: false }),
  'providers.use-provider': () => ({ ...arrived, newcomerName: 'New' }),
  'providers.attach-provider': (_stage, caller) => ({ ...held(caller), ...arrived }),
  'providers.detach-provider': (_stage, caller) => ({ ...held(caller), provider: 'ministry' }),
  // Which providers there are beside those that are listed is told to nobody who just asks.
  'providers.detach-provider (that is not there)': (_stage, caller) => ({ ...held(caller), provider: 'nobody' }),
  'providers.list': () => ({}),
  'providers.kept': () => ({}),
  'providers.mine': () => ({}),
  'providers.renew-secrets': () => ({}),
}
