// Every page works without this file; it moves focus to errors, shows passwords on request, folds the menu and
// keeps what is typed.
import { initAll } from "./govuk-frontend.min.js";
import "./session.js";
import "./autosave.js";

initAll();
