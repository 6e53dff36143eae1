// Every page works without this file; it moves focus to errors, shows passwords on request and folds the menu.
import { initAll } from "./govuk-frontend.min.js";
import "./session.js";

initAll();
