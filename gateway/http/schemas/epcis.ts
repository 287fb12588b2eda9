import { EpcisDocument } from '../../services/read/epcis/documents.js';
import { ObjectEvent } from '../../services/read/epcis/event.js';
import { named } from './components.js';

named('EpcisObjectEvent', ObjectEvent);
export const EpcisDocumentSchema = named('EpcisDocument', EpcisDocument);
