export * from "lucius-rating/testing";
