import { apartFrom } from './queries/apart-from.ts'
import { inRole, maySee, namesFor, roleNames } from './queries/names-for.ts'
import { isYoung, youngAmong } from './queries/whole-card.ts'

/** The door of the room: who is seen by whom. */
export const profiles = {
  /** Names by id, of those whom this actor may see; one's own always. Who may not be seen is absent, like who has left. */
  namesFor,
  maySee,
  /** Names of those who took on something that is public, whatever their card says; the one rule for all rooms that show them. */
  roleNames,
  /** The same with their cards, where the reader may see these. */
  inRole,
  /** From which of these the acting identity hides, or who of them hide from whoever acts: for those who agreed to be seen whatever their audience. */
  apartFrom,
  /** Which of these said that they are under 18. Nothing that is shown may tell it. */
  youngAmong,
  /** Whether the account that acts said so of any of its names: for what the young are kept from. Told to nobody but themselves. */
  isYoung,
}
