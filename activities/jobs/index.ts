// The handlers of the `db:` jobs, by the name after `db:`.
import { listOffers, registerAssets, sellAsset, valueAsset } from './asset.ts';
import { acceptCase, assignCase, closeCase, rejectCase } from './case.ts';
import { enterCreditMeasure, liftCreditMeasure, listCreditMeasures } from './credit.ts';
import { issueDocument, serveDocument } from './document.ts';
import { disburseFunds, planPayments, receiveFunds, stateClaim } from './funds.ts';
import type { JobHandler } from './job.ts';
import { listMeasures, openMeasure, releaseMeasure, renewMeasure } from './measure.ts';
import { openResumption, startWatch } from './resumption.ts';
import { decideSanction, moveSanction } from './sanction.ts';

export const jobs: { readonly [name: string]: JobHandler } = {
  'document.issue': issueDocument,
  'document.serve': serveDocument,
  'case.accept': acceptCase,
  'case.reject': rejectCase,
  'case.assign': assignCase,
  'case.close': closeCase,
  'asset.register': registerAssets,
  'asset.value': valueAsset,
  'asset.sell': sellAsset,
  'asset.listings': listOffers,
  'measure.open': openMeasure,
  'measure.renew': renewMeasure,
  'measure.release': releaseMeasure,
  'measure.list': listMeasures,
  'funds.receive': receiveFunds,
  'funds.statement': stateClaim,
  'funds.plan': planPayments,
  'funds.disburse': disburseFunds,
  'credit.enter': enterCreditMeasure,
  'credit.list': listCreditMeasures,
  'credit.lift': liftCreditMeasure,
  'resumption.watch': startWatch,
  'resumption.open': openResumption,
  'sanction.decide': decideSanction,
  'sanction.move': moveSanction,
};
