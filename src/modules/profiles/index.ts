import { apartFrom } from './queries/apart-from.ts'
import { maySee, namesFor } from './queries/names-for.ts'
import { youngAmong } from './queries/whole-card.ts'

/** The door of the room: who is seen by whom. */
export const profiles = {
  /** Names by id, of those whom this actor may see; one's own always. Who may not be seen is absent, like who has left. */
  namesFor,
  maySee,
  /** From which of these the acting identity hides, or who of them hide from whoever acts: for those who agreed to be seen whatever their audience. */
  apartFrom,
  /** Which of these said that they are under 18. Nothing that is shown may tell it. */
  youngAmong,
}
