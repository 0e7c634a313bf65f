import { hasEd25519 } from '#hidden-ballot'
import { askInBackground, type Look } from './asking.ts'
import { issuerOf } from './hub.ts'
import { realOutside } from './outside.ts'

// On the pages of an account: fetches the credentials that its owner may have. What fails is tried again at the next page.
const look: Look = async (wanted) => (await import('./public-log.ts')).lookingHere(realOutside, location.host)(wanted)
if (await hasEd25519()) await askInBackground(realOutside, issuerOf(realOutside), look).catch(() => 0)
