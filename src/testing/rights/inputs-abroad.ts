import { ITEM } from '../abroad.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const WORDS = { reason: 'So it is.', language: 'en' }
const published = ({ atHome }: Stage) => ({ item: atHome.published })
const proposed = ({ atHome }: Stage) => ({ item: atHome.proposed })

export const ABROAD: Inputs = {
  'abroad.items': () => ({ country: 'ie', town: 'cork' }),
  'abroad.item': published,
  'abroad.item (that waits)': proposed,
  'abroad.desk': () => ({ country: 'ie' }),
  'abroad.propose-item': ({ hub, atHome }) => ({ sending: hub.runner.outside.uuid(), place: atHome.cork, ...ITEM }),
  'abroad.publish-item': proposed,
  'abroad.publish-item (that was taken off)': ({ atHome }) => ({ item: atHome.withdrawn }),
  'abroad.decline-item': (stage) => ({ ...proposed(stage), ...WORDS }),
  'abroad.check-item': published,
  'abroad.correct-item': (stage) => ({ ...published(stage), ...ITEM }),
  'abroad.restore-version': (stage) => ({ ...published(stage), version: 1 }),
  'abroad.withdraw-item': (stage) => ({ ...published(stage), ...WORDS }),
  'abroad.write-translation': (stage) => ({ ...published(stage), language: 'ar', title: 'اثنان', text: 'يوم الثلاثاء.' }),
  'abroad.accept-translation': (stage) => ({ ...published(stage), language: 'fr', good: true }),
  'abroad.accept-address': (stage) => ({ ...published(stage), url: ITEM.links[0] }),
  'abroad.import-items': ({ atHome }) => ({ country: 'ie', csv: atHome.csv, preview: false }),
  'abroad.send-remark': (stage) => ({ sending: stage.hub.runner.outside.uuid(), ...published(stage), sort: 'wrong', language: 'en' }),
  'abroad.answer-remark': ({ atHome }) => ({ remark: atHome.remark, outcome: 'taken', answer: 'Thank you.', language: 'en' }),
  'abroad.ask-stewardship': () => ({ place: 'IE' }),
  'abroad.appoint-steward': ({ atHome }) => ({ place: atHome.cork, person: atHome.idrissa }),
  'abroad.end-stewardship': ({ atHome }) => ({ place: atHome.cork, person: atHome.mai }),
  'abroad.take-page': ({ atHome, hub }) => ({ place: atHome.cork, body: hub.cast.bodies.lyon }),
  'abroad.take-page (of a state)': ({ atHome, hub }) => ({ place: atHome.cork, body: hub.cast.bodies.unit }),
  'abroad.return-page': ({ atHome }) => ({ place: atHome.cork }),
  'abroad.review-page': ({ atHome }) => ({ place: atHome.cork }),
  'abroad.add-town': () => ({ town: { country: 'IE', zone: 'Europe/Dublin', names: [{ language: 'en', name: 'Ennis' }] } }),
  'abroad.record-link-check': (stage) => ({
    place: stage.atHome.cork,
    ...published(stage),
    url: ITEM.links[0],
    answered: true,
    movedTo: null,
  }),
  'abroad.hide-item': (stage) => ({ ...published(stage), rule: 'no-advert' }),
  'abroad.show-item': ({ atHome }) => ({ item: atHome.hidden }),
  'abroad.release-person': ({ atHome }) => ({ person: atHome.mai }),
}
