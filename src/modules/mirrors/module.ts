import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptFacilitating, endFacilitating } from './commands/accept-facilitating.ts'
import { answerVersion } from './commands/answer-version.ts'
import { chooseSide } from './commands/choose-side.ts'
import { endMirror } from './commands/end-mirror.ts'
import { joinSpace } from './commands/join-space.ts'
import { nameFacilitator, withdrawFacilitator } from './commands/name-facilitator.ts'
import { proposeMirror } from './commands/propose-mirror.ts'
import { releaseMember } from './commands/release-member.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { settleMirrors } from './commands/settle-mirrors.ts'
import { writeVersion } from './commands/write-version.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { subjectSection, waitingIn } from './pages/section.tsx'
import { heldOfMirrors } from './queries/due.ts'
import { readHolding } from './queries/held-together.ts'
import { listMirrors, readMirror } from './queries/mirrors.ts'
import { newsOf } from './queries/news.ts'
import { refusals } from './refusals.ts'

export const mirrors: Manifest = {
  name: 'mirrors',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listMirrors), reading(readMirror), reading(readHolding)],
    ...[deed(proposeMirror), deed(writeVersion), deed(answerVersion), deed(endMirror)],
    ...[deed(joinSpace), deed(chooseSide)],
    ...[deed(nameFacilitator), deed(withdrawFacilitator), deed(acceptFacilitating), deed(endFacilitating)],
    ...[deed(settleMirrors), deed(releaseMember), deed(renewSecrets)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  ...{ subjectSection, waitingIn },
  news: newsOf,
  stays: 'of-two',
  holds: [
    { table: 'mirror', about: 'nobody' },
    { table: 'mirror_version', about: 'nobody' },
    { table: 'mirror_text', about: 'nobody' },
    { table: 'mirror_member', about: 'tag', placed: { by: 'community_id' }, sealed: ['side_sealed'] },
    { table: 'mirror_facilitator', about: 'tag' },
    { table: 'mirror_offer', about: 'tag' },
  ],
  heldOf: (kit, own) => heldOfMirrors(kit.runner.db, kit.runner.outside, own, kit.runner.outside.now()),
}
